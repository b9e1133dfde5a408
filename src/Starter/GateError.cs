using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Starter;

/// <summary>Errors of decisions: the gate that is meant, and what was edited.</summary>
internal static class GateError
{
    /// <param name="blocked">Tickets that wait for a person all the same: at no gate, but to be tried again or left out.</param>
    public static CliError NoGate(string track, string? gate, IReadOnlyList<string> open, IReadOnlyList<string> blocked) => CliError.Of(
        "no_gate",
        gate is not null ? $"no gate {gate} is open in {track}"
            : open.Count > 0 ? $"{track} has {open.Count} open gates"
            : blocked.Count > 0 ? $"no gate is open in {track}; blocked: {string.Join(", ", blocked.Take(10))}"
            : $"nothing waits for you in {track}",
        open.Count > 0 ? $"name one: {string.Join(", ", open.Take(10))}"
            : blocked.Count > 0
                ? $"`slop retry {track} {blocked[0]}` tries it again, `slop skip {track} {blocked[0]}` goes on without it"
            : $"`slop status {track}` shows its state",
        ExitCode.BadInput);

    public static CliError NameTheGate(string track, Gate gate, string refusal) => CliError.Of(
        "name_the_gate",
        refusal,
        $"`slop approve {track} {gate.Id}` or `slop reject {track} {gate.Id}`; it is: {gate.Subject}",
        ExitCode.BadInput);

    public static CliError NothingDecided(Gate gate, string file) => CliError.Of(
        "nothing_decided",
        $"the file was {file}, so nothing was decided, and {gate.Id} is still open",
        GateTable.Get(gate.Kind).AnsweredInWords ? "answer it with --comment \"your answer\"" : "approve it as it is without --edit",
        ExitCode.BadInput);

    public static CliError NothingToEdit(string gate, string why) => CliError.Of(
        "nothing_to_edit",
        $"{gate} cannot be edited: {why}",
        "approve it as it is, or reject it with --comment",
        ExitCode.BadInput);

    public static CliError NoHunks(Gate gate) => CliError.Of(
        "no_hunks",
        $"{gate.Id} is a gate of kind {Words.For(gate.Kind)}, which has no hunks to choose from",
        $"only a gate of kind {Words.For(GateKind.Patch)} takes --hunks; approve this one without",
        ExitCode.BadInput);

    /// <param name="kept">Where to find what the person gave, and what else helps.</param>
    public static CliError DoesNotFit(Gate gate, string problem, string kept) => CliError.Of(
        "does_not_fit",
        $"nothing was decided, and {gate.Id} is still open: {problem}",
        kept,
        ExitCode.BadInput);

    public static CliError EditorFailed(string editor, int exit) => CliError.Of(
        "editor_failed",
        $"`{editor}` ended with exit code {exit}, so nothing was decided",
        "set EDITOR to an editor that works here",
        ExitCode.BadInput);
}
