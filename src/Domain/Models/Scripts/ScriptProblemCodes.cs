namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>Codes of the mistakes of a script file. They never change their meaning.</summary>
public static class ScriptProblemCodes
{
    /// <summary>It is not JSON, or no text.</summary>
    public const string Syntax = "SC001";

    /// <summary>A member that is not known here.</summary>
    public const string UnknownMember = "SC002";

    /// <summary>A member that is given twice.</summary>
    public const string MemberTwice = "SC003";

    /// <summary>A value of another kind, or a number outside its range.</summary>
    public const string WrongKind = "SC004";

    /// <summary>A word that is not one of those allowed.</summary>
    public const string UnknownWord = "SC005";

    /// <summary>A member that must be there.</summary>
    public const string MissingMember = "SC006";
}
