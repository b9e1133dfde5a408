using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The journal of what belongs to a run of a track and not to one of its tickets.</summary>
internal sealed class RunJournal(Journal journal)
{
    public const string Branch = "branch";
    public const string Base = JournalNames.BaseCheck;

    public T? Read<T>(TrackScope run, string name)
        where T : class => journal.Read<T>(AttemptScope.ForRun(run), name);

    public T Write<T>(TrackScope run, string name, T value)
        where T : class => journal.Write(AttemptScope.ForRun(run), name, value);

    /// <summary>The command as it passed on that tree in this run, in whatever worktree; null: it has not.</summary>
    public PassedCheck? FindPassed(TrackScope run, string tree, string command) => Read<PassedCheck>(run, PassedName(tree, command));

    /// <summary>Notes that the command passed on that tree.</summary>
    public void RecordPassed(TrackScope run, string tree, PassedCheck check) => Write(run, PassedName(tree, check.Command), check);

    private static string PassedName(string tree, string command) => "passed-" + Sha256.Hex($"{tree}\n{command}");
}
