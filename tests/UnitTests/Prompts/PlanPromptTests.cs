using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Prompts;

public sealed class PlanPromptTests
{
    private const string Outline = "FILES (2 in all)\n./: Makefile\nsrc/: csv.c\n";

    private static readonly Track Bare = new() { Id = "csv", Goal = "Export the table as CSV.", Repository = "." };

    private static readonly Track Checked = Bare with { Setup = ["make deps"], Verify = ["make test"] };

    [Fact]
    public void Rules_of_the_planner() => Golden.Match("planner-system.md", PlannerPrompt.System);

    [Fact]
    public void A_goal_for_the_planner() =>
        Golden.Match("planner-goal.md", PlannerPrompt.Goal(Checked, Outline, [new("AGENTS.md", "Tabs, never blanks.\n")]));

    [Fact]
    public void Rules_for_who_writes_tickets() => Golden.Match("tickets-system.md", TicketsPrompt.System);

    [Fact]
    public void Tickets_for_a_track_with_checks_of_its_own() =>
        Golden.Match("tickets-checked.md", TicketsPrompt.Tickets(Checked, "Write `src/export.c`.\n", Outline));

    [Fact]
    public void Tickets_and_checks_for_a_track_without_any() =>
        Golden.Match("tickets-bare.md", TicketsPrompt.Tickets(Bare, "Write `src/export.c`.\n", Outline));

    [Fact]
    public void Mistakes_that_go_back() => Golden.Match("tickets-mistakes.md", TicketsPrompt.Mistakes("error[TK014]: no ticket `a`"));

    [Fact]
    public void Tickets_that_a_person_rejected() => Golden.Match("tickets-rejected.md", TicketsPrompt.Rejected("Two are enough."));
}
