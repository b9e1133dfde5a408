using System.CommandLine.Parsing;
using System.Globalization;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>
/// Reads the numbers of options. Anything else is one error that names the option, what was given and what is expected: the library's own
/// names a type of the framework, and whoever asks for the value afterwards gets an exception.
/// </summary>
internal static class NumberParser
{
    public static Func<ArgumentResult, int?> Whole(int min, int max) => result => (int?)ReadWhole(result, min, max);

    public static Func<ArgumentResult, long?> Whole(long min, long max) => result => ReadWhole(result, min, max);

    public static Func<ArgumentResult, decimal?> Amount(decimal max) => result =>
        decimal.TryParse(Given(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= max
            ? number
            : Refuse<decimal>(result, TrackMaxima.DescribeAmount(max));

    private static long? ReadWhole(ArgumentResult result, long min, long max) =>
        long.TryParse(Given(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Refuse<long>(result, TrackMaxima.DescribeWhole(min, max));

    private static T? Refuse<T>(ArgumentResult result, string expected)
        where T : struct
    {
        var name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        result.AddError($"{name} is {(Given(result) is { Length: > 0 } given ? given : "empty")}; it must be {expected}.");
        return null;
    }

    private static string Given(ArgumentResult result) => string.Join(' ', result.Tokens.Select(t => t.Value));
}
