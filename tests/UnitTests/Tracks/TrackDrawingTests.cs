using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TrackDrawingTests
{
    private static readonly Track Drawn = Reads.Text("""
        [{"id": "end", "description": "The last\nof all", "depends_on": ["parser", "model"], "step_mode": true, "assigned_to": "ann"},
         {"id": "model", "description": "The first", "status": "completed"},
         {"id": "parser", "description": "Parse", "depends_on": ["model"], "priority": 1},
         {"id": "notes", "description": "Notes", "labels": ["docs", "easy"], "metadata": {"x": 1}}]
        """).Track!;

    [Fact]
    public void Waves_are_drawn_in_columns() => Assert.Equal(
        """
        csv-export: 4 tickets in 3 waves, at most 4 at once

        wave 1
          model                        [done] The first
          notes                        [#docs, #easy] Notes

        wave 2
          parser  after model          [priority 1] Parse

        wave 3
          end     after parser, model  [step by step, assigned to ann] The last
        """,
        TrackDrawing.Text(Drawn));

    [Fact]
    public void Mermaid_goes_from_first_to_last() => Assert.Equal(
        """
        flowchart LR
          t1["end"]
          t2["model ✓"]
          t3["parser"]
          t4["notes"]
          t3 --> t1
          t2 --> t1
          t2 --> t3
        """,
        TrackDrawing.Mermaid(Drawn));

    [Fact]
    public void Graph_knows_what_each_needs_and_what_can_run_at_once()
    {
        var graph = TicketGraph.From(Drawn.Tickets);

        Assert.Equal([2, 1], graph.DependenciesOf(0).ToArray());
        Assert.Equal((4, 2, null), (graph.Count, graph.IndexOf("parser"), graph.IndexOf("Parser")));
        Assert.Equal([[1, 3], [2], [0]], graph.Waves.Select(wave => wave.ToArray()));
    }

    [Fact]
    public void Graph_refuses_what_the_reader_would_refuse()
    {
        Ticket Of(string id, params string[] needs) => new() { Id = id, Description = "x", DependsOn = needs };

        Assert.Throws<ArgumentException>(() => TicketGraph.From([Of("a"), Of("a")]));
        Assert.Throws<ArgumentException>(() => TicketGraph.From([Of("a", "b")]));
        Assert.Throws<ArgumentException>(() => TicketGraph.From([Of("a", "b"), Of("b", "a")]));
    }
}
