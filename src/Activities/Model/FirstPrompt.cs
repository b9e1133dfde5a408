using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>The prompt that opens an attempt: made once, before the worktree changes, and kept.</summary>
public sealed class FirstPrompt(Journal journal, Documents documents, FinishedWork finished, ModelFiles files)
{
    /// <summary>Characters of a prompt that travel to its gate; the whole lies in the journal.</summary>
    private const int DraftLength = 32_000;

    /// <summary>The attempt's prompt, from the journal or made now.</summary>
    public PromptRecord For(TurnInput input, TrackDocument document)
    {
        var edited = journal.Read<PromptRecord>(input.Scope, JournalNames.EditedPrompt);
        var prompt = edited
            ?? journal.Read<PromptRecord>(input.Scope, JournalNames.Prompt)
            ?? journal.Write(input.Scope, JournalNames.Prompt, Make(input, document, new()));
        journal.WriteText(
            input.Scope, edited is null ? JournalNames.Prompt : JournalNames.EditedPrompt, $"{prompt.System}\n\n---\n\n{prompt.Text}");
        return prompt;
    }

    /// <summary>The attempt's prompt for a person to decide on.</summary>
    public PromptDraft Draft(TurnInput input, TrackDocument document)
    {
        var prompt = For(input, document);
        var model = document.Ladder[Math.Min(input.Rung, document.Ladder.Count - 1)];
        var subject = $"start {input.Scope.Ticket}, attempt {input.Scope.Attempt}, with {model}: "
            + $"a prompt of {prompt.Text.Length} characters";
        return new(prompt.Hash(), subject, Preview.HeadAndTail(prompt.Text, DraftLength));
    }

    /// <summary>The attempt's prompt as a person changed it; the first change counts.</summary>
    public void Edit(EditedDraft draft, TrackDocument document) =>
        journal.Write(draft.Input.Scope, JournalNames.EditedPrompt, Make(draft.Input, document, draft.Edit));

    private PromptRecord Make(TurnInput input, TrackDocument document, SpawnEdit edit)
    {
        var ticket = documents.Ticket(input.Scope);
        ticket = ticket with { Description = edit.Prompt ?? ticket.Description };
        var before = new EarlierAttempt(TextOf(input.Evidence), TextOf(input.Instruction), input.Carries == true);
        return new(
            WorkerPrompt.System(document),
            WorkerPrompt.Ticket(
                document.Track,
                ticket,
                before,
                Files(input, document, RepositoryNotes.Names, []),
                finished.Before(input.Scope.Run, ticket, input.Skipped ?? []),
                Files(
                    input,
                    document,
                    Named(ticket).Concat(edit.AddFiles).Except(edit.DropFiles, StringComparer.Ordinal),
                    edit.AddFiles)));
    }

    private string? TextOf(string? hash) => hash is null ? null : documents.Text(hash);

    /// <param name="named">Those that a person named at the gate, so that they are open.</param>
    private IReadOnlyList<ContextFile> Files(
        TurnInput input, TrackDocument document, IEnumerable<string> names, IEnumerable<string> named) =>
        document.Repository is null ? [] : ContextFiles.Read(files.Of(input.Scope, named), names);

    private static IEnumerable<string> Named(Ticket ticket) =>
        ticket.TargetFile is { } target ? ticket.ContextRequirements.Append(target) : ticket.ContextRequirements;
}
