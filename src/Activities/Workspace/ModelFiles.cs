using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The files of a worktree as models may use them: what is private is open only where its ticket names it.</summary>
public sealed class ModelFiles(Documents documents, WorktreePaths paths, Func<SlopSettings> settings)
{
    /// <summary>Those of an attempt, or of a plan.</summary>
    /// <param name="scope">Whose worktree it is.</param>
    /// <param name="named">Files that a person named beside those of the ticket.</param>
    public WorktreeFiles Of(AttemptScope scope, IEnumerable<string>? named = null) =>
        new(paths.PathFor(scope), new(Private, [.. Named(documents.FindTicket(scope)), .. named ?? []]));

    /// <summary>Private files that a ticket names.</summary>
    public IEnumerable<string> Opened(Ticket ticket) => Named(ticket).Where(Private.Covers);

    // Read anew each time: whoever changes the setting wants the next call to know of it.
    private PrivateFiles Private => settings().PrivateFiles;

    private static IEnumerable<string> Named(Ticket? ticket) => ticket is null ? []
        : ticket.TargetFile is { } target ? ticket.ContextRequirements.Append(target)
        : ticket.ContextRequirements;
}
