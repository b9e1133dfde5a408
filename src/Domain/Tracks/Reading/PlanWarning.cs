using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>A track with a goal and no tickets: models write them when it runs, which a person should know.</summary>
internal static class PlanWarning
{
    public static void Add(ReadingState state, JsonNode root) => state.Problems.Warning(
        new(ProblemCodes.WillBePlanned, root.CaretSpan, "the track: it has a goal and no tickets: tiers 1 and 2 write them when it runs")
        {
            Help = "`slop run` shows them before they start; write \"tickets\" to choose them yourself",
        });
}
