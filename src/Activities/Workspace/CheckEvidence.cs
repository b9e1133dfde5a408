using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Attempts.Outputs;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Describes a failed check for the next attempt and for people.</summary>
internal sealed class CheckEvidence(ContentStore store)
{
    /// <summary>Keeps what a command wrote that passed.</summary>
    public PassedCheck CreatePassed(string command, CommandResult result) =>
        new(command, result.Took, Said(result) is { Length: > 0 } said ? store.Put(said) : null);

    /// <param name="folder">Where it ran.</param>
    /// <param name="circumstances">What the reader must know beyond the output.</param>
    public CheckFailure CreateFailure(string command, CommandResult result, string folder, string? circumstances)
    {
        var output = result.Refusal ?? (result.Output.Length == 0 ? "no output" : result.Output);
        var text = $"$ {command}\n{string.Join('\n', [EndOf(result), .. result.Notes])}\n\n{output}";
        var notes = result.Notes.Count == 0 ? "" : $" ({string.Join("; ", result.Notes)})";
        return CreateFailure(command, result.ExitCode, text, ReasonOf(result, folder) + notes, circumstances);
    }

    /// <summary>What is wrong is no command's failure: a sentence says it, with the way out.</summary>
    public CheckFailure CreateFailure(string sentence) => CreateFailure("", exitCode: null, sentence, sentence);

    public CheckFailure CreateFailure(string command, int? exitCode, string text, string preview, string? circumstances = null) =>
        new(command, exitCode, store.Put(circumstances is null ? text : $"{circumstances}\n\n{text}"), Preview.Line(preview));

    // What was refused on the way did not stop it, and is worth knowing.
    private static string Said(CommandResult result) => string.Concat(result.Notes.Select(note => $"{note}\n")) + result.Output;

    // A refusal is a sentence of ours, and no output of a tool.
    private static string ReasonOf(CommandResult result, string folder) => result switch
    {
        { Refusal: { } refusal } => refusal,
        { Stopped: { } stopped } => $"{stopped}: {FailureReason.LastLines(result.Output)}",
        _ => FailureReason.Find(result.Output, SandboxPlaces.Repository, folder),
    };

    private static string EndOf(CommandResult result) => result switch
    {
        { Refusal: not null } => "did not run",
        { Stopped: { } stopped } => stopped,
        _ => $"exit code {result.ExitCode}",
    };
}
