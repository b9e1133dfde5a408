using System.Text.RegularExpressions;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>A model's id, and what follows from it.</summary>
/// <param name="Provider">Name of the provider by which it is called.</param>
internal sealed partial record GeminiModel(string Name, string Provider = ModelName.Gemini)
{
    /// <summary>Whose a signature is: that of one service means nothing to the other. Bare as in journals that knew one service
    /// only.</summary>
    public string Signer => Provider == ModelName.Gemini ? Name : $"{Provider}:{Name}";

    /// <summary>False: the id could leave its place in an address.</summary>
    public bool IsSafe => Safe().IsMatch(Name) && !Name.Contains("..", StringComparison.Ordinal);

    /// <summary>From Gemini 3 on a call goes back signed or is refused, sampling is not to be touched, and thinking has levels.</summary>
    /// <remarks>An id without a number is an alias, and those point to new models.</remarks>
    public bool IsFrom3 => !Before3().IsMatch(Name);

    /// <exception cref="ModelReplyException">Final: the name could leave its place in an address.</exception>
    public static string Checked(string name) => new GeminiModel(name).IsSafe
        ? name
        : throw ProviderFailures.Final($"'{name}' cannot be the name of a Gemini model; expected letters, digits, '.', '-' and '_'");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Safe();

    [GeneratedRegex(@"^gemini-[12]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Before3();
}
