using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>The prompt that opens an attempt: made once, before the worktree changes, and kept.</summary>
public sealed class FirstPrompt(Journal journal, Documents documents, WorktreePaths paths)
{
    /// <summary>The attempt's prompt, from the journal or made now.</summary>
    public PromptRecord For(TurnInput input, TrackDocument document)
    {
        var prompt = journal.Read<PromptRecord>(input.Scope, JournalNames.Prompt) ?? journal.Write(input.Scope, JournalNames.Prompt, Make(input, document));
        journal.WriteText(input.Scope, JournalNames.Prompt, $"{prompt.System}\n\n---\n\n{prompt.Text}");
        return prompt;
    }

    private PromptRecord Make(TurnInput input, TrackDocument document)
    {
        var ticket = documents.Ticket(input.Scope);
        var evidence = input.Evidence is { } hash ? documents.Text(hash) : null;
        return new(WorkerPrompt.System(document), WorkerPrompt.Ticket(document.Track, ticket, evidence, Files(input, document, ticket)));
    }

    private IReadOnlyList<ContextFile> Files(TurnInput input, TrackDocument document, Ticket ticket) => document.Repository is null
        ? []
        : ContextFiles.Read(paths.Of(input.Scope), [.. ticket.ContextRequirements, .. ticket.TargetFile is { } target ? [target] : Array.Empty<string>()]);
}
