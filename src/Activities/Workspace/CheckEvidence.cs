using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Describes a failed check for the next attempt and for people.</summary>
internal sealed class CheckEvidence(ContentStore store)
{
    private const int PreviewLines = 3;

    /// <param name="circumstances">What the reader must know beyond the output.</param>
    public CheckFailure CreateFailure(string command, CommandResult result, string? circumstances = null)
    {
        var output = result.Refusal
            ?? (result.Output.Length == 0 ? "no output" : Preview.HeadAndTail(result.Output, CheckLimits.MaxEvidenceCharacters));
        return CreateFailure(command, result.ExitCode, $"$ {command}\n{EndOf(result)}\n\n{output}", LastLines(output), circumstances);
    }

    /// <summary>What is wrong is no command's failure: a sentence says it, with the way out.</summary>
    public CheckFailure CreateFailure(string sentence) => CreateFailure("", exitCode: null, sentence, sentence);

    public CheckFailure CreateFailure(string command, int? exitCode, string text, string preview, string? circumstances = null) =>
        new(command, exitCode, store.Put(circumstances is null ? text : $"{circumstances}\n\n{text}"), Preview.Line(preview));

    private static string EndOf(CommandResult result) => result switch
    {
        { Refusal: not null } => "did not run",
        { ExitCode: { } code } => $"exit code {code}",
        _ => $"stopped after {CheckLimits.CommandTimeout.TotalMinutes:0} minutes",
    };

    /// <summary>The last lines that say something: that is where tools put their verdict.</summary>
    private static string LastLines(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var last = lines.Length == 0 ? "no output" : lines[^1];
        var before = lines.Reverse().Skip(1).Take(PreviewLines - 1);
        foreach (var line in before.TakeWhile(line => line.Length + last.Length < Preview.MaxLength))
        {
            last = $"{line} {last}";
        }

        return last;
    }
}
