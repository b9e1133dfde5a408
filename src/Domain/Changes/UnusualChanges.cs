using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.Domain.Changes;

/// <summary>What in a ticket's changes a person should look at: checks that pass say nothing about it.</summary>
public static class UnusualChanges
{
    private const int MaxPathLength = 80;

    /// <summary>A file of a check that keeps less than this part of its bytes counts as emptied.</summary>
    private const int EmptiedPart = 4;

    /// <summary>One line for each change that is unusual, those of checks and tests first.</summary>
    /// <param name="changes">All files that the ticket changed.</param>
    /// <param name="ticket">The ticket, for the files that it was to touch.</param>
    /// <param name="verify">Commands that check the work: the files that they name are checks.</param>
    /// <param name="largeBytes">A file with more bytes than this is large.</param>
    public static IReadOnlyList<string> Find(
        IReadOnlyList<FileChange> changes, Ticket ticket, IReadOnlyList<string> verify, long largeBytes)
    {
        var checks = new CheckFiles(verify);
        return
        [
            .. changes.Select(change => OfCheck(change, checks)).OfType<string>(),
            .. changes.SelectMany(change => new[] { change.Path, change.RenamedFrom }).OfType<string>()
                .Where(path => IsOutside(path, ticket)).Select(path => $"outside touches: {Shown(path)}"),
            .. changes.SelectMany(change => new[] { change.Path, change.RenamedFrom }).OfType<string>()
                .Where(RunsOutside.Covers).Select(path => $"runs outside of the checks: {Shown(path)}"),
            .. changes.Where(change => change is { IsNew: true, IsDeleted: false } && UsuallyIgnored.Covers(change.Path))
                .Select(change => $"usually ignored: {Shown(change.Path)}"),
            .. changes.Select(change => OfSize(change, largeBytes)).OfType<string>(),
        ];
    }

    /// <summary>A check that is gone or says less cannot fail any more.</summary>
    private static string? OfCheck(FileChange change, CheckFiles checks)
    {
        var before = change.RenamedFrom ?? change.Path;
        return change.IsNew || !checks.Contain(before) ? null
            : change.IsDeleted ? $"deleted a check: {Shown(before)}"
            : change.RenamedFrom is not null && !checks.Contain(change.Path) ? $"moved a check away: {Shown(before)}"
            : change.NewBytes * EmptiedPart < change.OldBytes && change.Deleted > change.Added
                ? string.Create(CultureInfo.InvariantCulture, $"emptied a check: {Shown(change.Path)} (+{change.Added} -{change.Deleted})")
            : null;
    }

    private static bool IsOutside(string path, Ticket ticket) =>
        ticket.Touches.Count > 0 && path != ticket.TargetFile && !ticket.Touches.Any(glob => Glob.Matches(glob, path));

    private static string? OfSize(FileChange change, long largeBytes) => change switch
    {
        { IsDeleted: true } => null,
        _ when change.NewBytes > largeBytes && change.NewBytes > change.OldBytes =>
            $"large: {Shown(change.Path)} ({Kilobytes(change.NewBytes)} KB)",
        { IsBinary: true } => $"binary: {Shown(change.Path)} ({Kilobytes(change.NewBytes)} KB)",
        _ => null,
    };

    private static string Kilobytes(long bytes) => ((bytes + 1023) / 1024).ToString(CultureInfo.InvariantCulture);

    private static string Shown(string path) => Preview.Line(path, MaxPathLength);
}
