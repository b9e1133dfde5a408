using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Patching;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Quality;

/// <summary>Proposed patches: checked against the worktree and kept, then applied as a person decided.</summary>
internal sealed class PatchDesk(Journal journal, ContentStore store, ModelFiles models)
{
    /// <summary>Characters of a patch that travel to its gate; the whole lies in the journal.</summary>
    private const int MaxDetail = 32_000;

    /// <summary>Stands for what could not be read, such as half a character in a reply.</summary>
    private const char Unreadable = '\uFFFD';

    private const string Damaged =
        "The patch adds a sign that stands for half a character (U+FFFD). Write the whole character, or an escape of the language.";

    /// <summary>Whether a model's patch fits the worktree; one that does is kept as it would be applied.</summary>
    /// <param name="call">The question that it answers.</param>
    /// <param name="text">What the model wrote.</param>
    /// <param name="red">The check that is red, a sentence.</param>
    /// <param name="analysis">Why it is; null: nobody said.</param>
    public PatchProposal Check(TierCall call, string text, string red, Analysis? analysis)
    {
        var name = JournalNames.Patch(call.Turn);
        if (journal.Read<PatchRecord>(call.Scope, name) is not { } kept)
        {
            var prepared = IsDamaged(text) ? new(null, Damaged) : PreparedPatch.Prepare(text, Files(call.Scope));
            if (prepared.Patch is not { } patch)
            {
                var refused = journal.Write(call.Scope, JournalNames.PatchRefused(call.Turn), new RefusedPatch(prepared.Problem!));
                return new() { Problem = Preview.Line(refused.Problem), Refused = store.Put(refused.Problem) };
            }

            var why = analysis is null ? $"Red: {red}" : $"Red: {red}\n{analysis.Describe()}";
            var shown = $"{why}\n\n{patch.Stat}\n\n{patch.Diff}";
            kept = journal.Write(call.Scope, name, new PatchRecord(Sha256.Hex(patch.Diff)[..Gate.HashLength], shown, patch));
            CrashPoint.Hit(CrashPoints.PatchJournaled);
        }

        var cause = analysis is null ? "" : $": {analysis.Cause}";
        return new()
        {
            Hash = kept.Hash,
            Subject = Preview.Line($"apply a patch of tier 4, {kept.Patch.Total}{cause}"),
            Detail = Preview.Head(kept.Text, MaxDetail),
        };
    }

    /// <summary>Applies a patch that was kept.</summary>
    public AppliedPatch Apply(ApplyInput input)
    {
        var files = Files(input.Scope);
        var name = JournalNames.PatchIntent(input.Turn);
        if (journal.Read<PreparedPatch>(input.Scope, name) is not { } patch)
        {
            var chosen = Choose(input, files);
            if (chosen.Patch is null)
            {
                return new(chosen.Problem);
            }

            patch = journal.Write(input.Scope, name, chosen.Patch);
        }

        CrashPoint.Hit(CrashPoints.PatchBeforeWrite);
        if (patch.Write(files) is { } problem)
        {
            throw WorkspaceFailure.Create($"The patch cannot be applied: {problem}");
        }

        CrashPoint.Hit(CrashPoints.PatchWritten);
        return new(null, patch.Total, input.Evidence is { } evidence ? Keep(evidence, patch, input) : null);
    }

    /// <summary>What the next attempt reads where the patch does not help: it begins without it.</summary>
    private string Keep(string evidence, PreparedPatch patch, ApplyInput input)
    {
        var how = input.Edited is null ? "" : ", as a person changed it";
        var said = string.IsNullOrWhiteSpace(input.Comment) ? "" : $"\n\nThe person said: {input.Comment.Trim()}";
        var diff = Fence.Around(Preview.Head(patch.Diff, MaxDetail), "diff");
        return store.Put($"{store.GetText(evidence)}\n\nThis patch of tier 4 was applied{how}:\n\n{diff}{said}");
    }

    private PatchResult Choose(ApplyInput input, WorktreeFiles files)
    {
        var kept = journal.Read<PatchRecord>(input.Scope, JournalNames.Patch(input.Turn))
            ?? throw WorkspaceFailure.Create($"The patch of {input.Scope.Key} is gone from the journal ({journal.Folder(input.Scope)}).");
        return input.Edited is { } edited ? kept.Patch.Edit(edited, files) : new(kept.Patch, null);
    }

    // A line that is changed may have had one.
    private static bool IsDamaged(string text) => text.Contains(Unreadable)
        && text.Split('\n').Where(line => line.Contains(Unreadable)).All(line => line.StartsWith('+'));

    private WorktreeFiles Files(AttemptScope scope) => models.Of(scope);
}
