namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>The codes of problems in a track file; scripts and documents refer to them, so a code never changes its meaning.</summary>
public static class ProblemCodes
{
    /// <summary>The bytes are not UTF-8.</summary>
    public const string Encoding = "TK001";

    /// <summary>The file is not text.</summary>
    public const string Binary = "TK002";

    /// <summary>There is nothing in the file.</summary>
    public const string Blank = "TK003";

    /// <summary>The file is larger than a track can be.</summary>
    public const string TooLarge = "TK004";

    /// <summary>The text is not JSON from here on.</summary>
    public const string Syntax = "TK005";

    /// <summary>Lists and objects inside each other beyond the limit.</summary>
    public const string TooDeep = "TK006";

    /// <summary>More text after the end of the track.</summary>
    public const string TextAfterEnd = "TK007";

    /// <summary>A field is given twice in one object.</summary>
    public const string FieldTwice = "TK008";

    /// <summary>A value of the wrong kind.</summary>
    public const string WrongKind = "TK009";

    /// <summary>A field that no track or ticket has.</summary>
    public const string UnknownField = "TK010";

    /// <summary>A required field is not there.</summary>
    public const string MissingField = "TK011";

    /// <summary>An id that cannot be part of a ref, a path and a workflow id.</summary>
    public const string BadId = "TK012";

    /// <summary>Two tickets with one id, or ids that differ by case only.</summary>
    public const string SameId = "TK013";

    /// <summary>A dependency that no ticket has as its id.</summary>
    public const string UnknownDependency = "TK014";

    /// <summary>A ticket that depends on itself.</summary>
    public const string SelfDependency = "TK015";

    /// <summary>Tickets that wait for each other.</summary>
    public const string Cycle = "TK016";

    /// <summary>A number outside its range.</summary>
    public const string OutOfRange = "TK017";

    /// <summary>A text, command or path without content.</summary>
    public const string EmptyText = "TK018";

    /// <summary>A word that is not one of those allowed.</summary>
    public const string UnknownWord = "TK019";

    /// <summary>A path that leaves the folder it must stay in.</summary>
    public const string PathOutside = "TK020";

    /// <summary>A file named by <c>@path</c> cannot be read.</summary>
    public const string FileUnreadable = "TK021";

    /// <summary>A track without tickets.</summary>
    public const string NoTickets = "TK022";

    /// <summary><c>policy</c> for a gate that has no policy of its own.</summary>
    public const string PolicyOfOtherGate = "TK023";

    /// <summary>A character that no text may hold.</summary>
    public const string BadCharacter = "TK024";

    /// <summary>Warning: a dependency is given twice.</summary>
    public const string DependencyTwice = "TK101";

    /// <summary>Warning: a status that is read as <c>todo</c>.</summary>
    public const string StatusIgnored = "TK102";

    /// <summary>Warning: a field without effect, because there is no repository or a field that it needs is not there.</summary>
    public const string NoEffect = "TK103";

    /// <summary>Warning: a field of <c>approvals</c> that changes nothing as the file stands.</summary>
    public const string ApprovalWithoutEffect = "TK104";

    /// <summary>Warning: work that is merged without a check.</summary>
    public const string NotVerified = "TK105";

    /// <summary>Warning: a track without tickets, which are planned when it runs.</summary>
    public const string WillBePlanned = "TK106";
}
