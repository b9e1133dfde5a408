using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Work on a repository that no command checks before it is merged: a warning, at the name of the repository.</summary>
internal static class VerifyWarning
{
    private const string Field = "repository";
    private const int MaxNamed = 5;

    public static void Add(ReadingState state, JsonNode root, Track track)
    {
        if (track.Repository is null || track.Verify.Count > 0 || state.Problems.HasErrors)
        {
            return;
        }

        // What is done already is not merged by this track.
        var open = track.Tickets.Where(t => t.Status == TicketStatus.Todo).ToList();
        var bare = open.Where(t => t.Verify.Count == 0).Select(t => t.Id).ToList();
        if (bare.Count > 0)
        {
            state.Problems.Warning(new(ProblemCodes.NotVerified, PlaceIn(root), $"the track: {Message(bare, open.Count)}")
            {
                Help = "write \"verify\": [\"make test\"] in the track, with the command that checks your repository",
            });
        }
    }

    private static string Message(List<string> ids, int count) => ids.Count == count
        ? "neither it nor any ticket has a verify: nothing checks the work before it is merged"
        : $"it has no verify, and neither {Names(ids)}: nothing checks {(ids.Count == 1 ? "its" : "their")} work before it is merged";

    private static string Names(List<string> ids) =>
        (ids.Count == 1 ? "has the ticket " : "have the tickets ")
        + string.Join(", ", ids.Take(MaxNamed))
        + (ids.Count > MaxNamed ? $" and {ids.Count - MaxNamed} more" : "");

    private static Span PlaceIn(JsonNode root)
    {
        foreach (var name in root.Children)
        {
            if (name.Text.Equals(Field, StringComparison.OrdinalIgnoreCase))
            {
                return name.At;
            }
        }

        return root.CaretSpan;
    }
}
