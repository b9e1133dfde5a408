using System.Text.RegularExpressions;

namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>What a line of an output looks like.</summary>
internal sealed class LinePattern
{
    private readonly Regex _pattern;

    // An output may be hostile: the time to read it grows with its length and no faster.
    private LinePattern(string pattern) => _pattern = new(
        pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    public static implicit operator LinePattern(string pattern) => new(pattern);

    public bool IsLike(string line) => _pattern.IsMatch(line);

    /// <summary>What the group holds, trimmed; null: nothing, or the line does not look like this.</summary>
    public string? Find(string line, string group) => _pattern.Match(line).Groups[group].Value.Trim() is { Length: > 0 } text ? text : null;
}
