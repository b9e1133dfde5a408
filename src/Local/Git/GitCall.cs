using System.Text;

namespace SlopTemporal.Local.Git;

/// <summary>One git command with its folder, input and environment.</summary>
/// <param name="Purpose">What it is for, as the rest of "Git could not …".</param>
internal sealed record GitCall(string Purpose, params IReadOnlyList<string> Arguments)
{
    /// <summary>Working directory of the command.</summary>
    public required string Folder { get; init; }

    /// <summary>Given, so that a <c>.git</c> which a command has replaced is never followed.</summary>
    public string? GitDir { get; init; }

    public string? WorkTree { get; init; }

    /// <summary>An index of its own, so that no other is touched.</summary>
    public string? IndexFile { get; init; }

    /// <summary>What git reads from standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The same with a text to read.</summary>
    public GitCall Reading(string text) => this with { Input = Encoding.UTF8.GetBytes(text) };

    /// <summary>Author's and committer's date of a commit; null: git takes the clock.</summary>
    public DateTimeOffset? Date { get; init; }

    public TimeSpan Timeout { get; init; } = Git.CommandTimeout;

    /// <summary>Exit codes that are answers, not failures; 0 always is.</summary>
    public IReadOnlyList<int> AcceptedExitCodes { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Config { get; init; } = [];
}
