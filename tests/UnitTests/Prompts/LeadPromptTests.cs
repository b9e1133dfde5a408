using SlopTemporal.Domain.Prompts;

namespace SlopTemporal.UnitTests.Prompts;

public sealed class LeadPromptTests
{
    private static readonly FinishedCheck Work = new(
        new()
        {
            Id = "parser",
            Description = "Parse quoted fields.",
            Acceptance = ["Quotes are doubled", "Empty fields stay"],
        },
        "--- a/src/Csv.cs\n+++ b/src/Csv.cs\n@@ -1 +1 @@\n-a\n+b\n",
        "$ dotnet test\n3 passed\n")
    {
        Files = [new("src/Csv.cs", "b\n")],
    };

    [Fact]
    public void Rules_of_the_tech_lead() => Golden.Match("lead-system.md", LeadPrompt.System);

    [Fact]
    public void A_question_for_the_acceptance() => Golden.Match("lead-acceptance.md", LeadPrompt.Acceptance(Work));

    [Fact]
    public void A_question_for_a_way_on() => Golden.Match(
        "lead-way-on.md",
        LeadPrompt.WayOn(
            new()
            {
                Id = "csv",
                Goal = "All of it",
                Verify = ["make test"],
                Tickets = [Work.Ticket, new() { Id = "docs", Description = "Say so." }],
            },
            Work.Ticket,
            "$ make test\nexit code 1\n"));

    [Fact]
    public void A_question_for_a_review() => Golden.Match("lead-review.md", LeadPrompt.Review(Work));
}
