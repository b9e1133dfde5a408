using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Planning;

/// <summary>The prompts that open the conversations of the tiers that plan: made once each, and kept.</summary>
public sealed class PlanPrompts(Journal journal, ModelFiles files)
{
    /// <summary>The prompt of a tier, from the journal or made now.</summary>
    public PromptRecord For(AttemptScope scope, int tier, TrackDocument document)
    {
        var name = JournalNames.PromptOf(tier);
        var prompt = journal.Read<PromptRecord>(scope, name) ?? journal.Write(scope, name, Make(scope, tier, document.Track));
        journal.WriteText(scope, name, $"{prompt.System}\n\n---\n\n{prompt.Text}");
        return prompt;
    }

    private PromptRecord Make(AttemptScope scope, int tier, Track track)
    {
        var outline = Text(scope, JournalNames.Outline);
        return tier == Tier.Planner
            ? new(PlannerPrompt.System, PlannerPrompt.Goal(track, outline, ContextFiles.Read(files.Of(scope), RepositoryNotes.Names)))
            : new(TicketsPrompt.System, TicketsPrompt.Tickets(track, Text(scope, JournalNames.Approach), outline));
    }

    private string Text(AttemptScope scope, string name) => journal.ReadText(scope, name)
        ?? throw WorkspaceFailure.Create($"{name}.md of {scope.Key} is gone from the journal ({journal.Folder(scope)}).");
}
