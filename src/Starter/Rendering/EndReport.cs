using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.Workflows;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>
/// What a person reads when a track is over, or waits for a person: tickets, where the work is, what it cost, what to do.
/// </summary>
internal static class EndReport
{
    private const int MaxProblems = 3;

    /// <param name="end">Where the track is.</param>
    /// <param name="document">What it runs from; null where that is not known any more.</param>
    /// <param name="now">The time, for a track that is not over.</param>
    public static IRenderable Render(TrackEnd end, TrackDocument? document, DateTimeOffset now)
    {
        var track = end.Track;
        var parts = new List<IRenderable>(NeedsYou.Render(track, now))
        {
            new Text(""),
            TicketTree.Render(track, document?.Track.Tickets ?? []),
        };
        parts.AddRange(UnusualList.Render(track));
        parts.AddRange(
        [
            new Text(""),
            new Text($"{Format.Word(track.Status)}: {TrackTotals.Line(track, now)}", StatusStyle.For(track.Status)),
        ]);
        if (track.Reason is { Length: > 0 } reason && track.Status != TrackStatus.Cancelled)
        {
            parts.Add(new Text($"because {SafeText.Block(reason)}"));
        }

        if (track.Retrying is { } retrying && track.Ended is null)
        {
            parts.Add(new Text(SafeText.Lines(retrying), Color.Yellow));
        }

        parts.Add(CostTable.Render(track.Usage));
        parts.AddRange(Places(track, document).Concat(NextSteps(end)).Select(line => new WholeLine(line)));
        return new Rows(parts);
    }

    private static IEnumerable<string> Places(TrackSnapshot track, TrackDocument? document)
    {
        if (track.Branch is { } branch && track.Commit is { } commit)
        {
            var isBase = document?.BaseCommit == commit;
            // A base that is red has no branch.
            if (!isBase || track.Status != TrackStatus.Failed)
            {
                yield return $"branch   {branch} at {(isBase ? "the base: nothing is merged yet" : Format.Hash(commit))}";
            }

            if (!isBase && document is { Repository: { } repository, BaseCommit: { } start })
            {
                yield return $"look     git -C {Quoted(repository)} log --graph --oneline {Format.Hash(start)}..{branch}";
            }
        }

        if (track.WebUi is { } address)
        {
            yield return WebUi(address);
        }
    }

    /// <summary>A track's page, and where on it to look: no address leads to a tab of the newest run.</summary>
    public static string WebUi(string address) => $"web ui   {address} (tab User Metadata: tickets, gates, what to paste)";

    private static IEnumerable<string> NextSteps(TrackEnd end)
    {
        var track = end.Track;
        if (end.Failure?.Type == Failures.RedBase)
        {
            yield return $"output   slop show {track.Id} --output";
        }

        if (track.Status == TrackStatus.Blocked && track.Ended is null)
        {
            yield return "";
            yield return $"Nothing goes on without you (`slop status {track.Id}`); `slop cancel {track.Id}` ends it.";
        }

        foreach (var problem in track.Ended is null ? track.Problems.TakeLast(MaxProblems) : [])
        {
            var given = $"{SafeText.Line(problem.Signal)} {SafeText.Line(problem.Given, 60)}";
            yield return $"refused  {given}: {SafeText.Line(problem.Problem, 160)}";
        }
    }

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+@:".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{SafeText.Line(path).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
