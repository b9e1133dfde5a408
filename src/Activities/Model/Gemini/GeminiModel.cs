using System.Text.RegularExpressions;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>A model's id, and what follows from it.</summary>
internal sealed partial record GeminiModel(string Name)
{
    /// <summary>False: the id could leave its place in an address.</summary>
    public bool IsSafe => Safe().IsMatch(Name) && !Name.Contains("..", StringComparison.Ordinal);

    /// <summary>From Gemini 3 on a call goes back signed or is refused, sampling is not to be touched, and thinking has levels.</summary>
    /// <remarks>An id without a number is an alias, and those point to new models.</remarks>
    public bool IsFrom3 => !Before3().IsMatch(Name);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();

    [GeneratedRegex(@"^gemini-[12]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Before3();
}
