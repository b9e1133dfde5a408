using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary>
/// What a tool is about to do to a file; journaled before it does, so that a retry can tell from the file's state what is left to do.
/// </summary>
/// <param name="Before">Hash of the file before; null: it did not exist.</param>
/// <param name="After">Hash of the file after; null: it is gone.</param>
/// <param name="Result">What the model reads when it is done.</param>
internal sealed record ChangeIntent(string Path, string? Before, string? After, string Result);

/// <summary>A file's new content, or null to delete it, and what to tell the model.</summary>
internal sealed record Change(byte[]? After, string Result);

/// <summary>
/// Changes files so that doing it twice is doing it once: file = after is done, = before is written, anything else is a conflict.
/// </summary>
internal static class FileChanges
{
    public static ToolOutcome Apply(ToolCall call, string path, Func<FileState, Change> change)
    {
        var (files, journal) = (call.Files, call.Services.Journal);
        var state = FileState.From(files.Read(path), path);
        var name = JournalNames.Intent(call.Input.Turn, call.Input.Call);
        var intent = journal.Read<ChangeIntent>(call.Input.Scope, name);
        if (intent is not null && intent.After == state.Hash)
        {
            return ToolOutcome.Done(intent.Result);
        }

        if (intent is not null && intent.Before != state.Hash)
        {
            return Conflict(path);
        }

        var (after, result) = change(state);
        journal.Write(call.Input.Scope, name, new ChangeIntent(path, state.Hash, after is null ? null : Sha256.Hex(after), result));
        return Write(files, path, after, state.Hash) is WriteResult.Done ? ToolOutcome.Done(result) : Conflict(path);
    }

    private static WriteResult Write(WorktreeFiles files, string path, byte[]? after, string? before) => (after, before) switch
    {
        ({ } content, _) => files.Write(path, content, before),
        (null, { } hash) => files.Delete(path, hash),
        _ => new WriteResult.Done(AlreadyThere: true),
    };

    private static ToolOutcome Conflict(string path) =>
        ToolOutcome.Error(
            $"{path} has changed since this call began and is neither as it was before nor as the call would leave it. "
            + "Nothing was written; read it again.");
}
