using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;

namespace SlopTemporal.UnitTests.Gates;

public sealed class GateTableTests
{
    private static readonly TrackDocument Document = new()
    {
        Track = new()
        {
            Id = "csv",
            Budget = new() { Usd = 5, Minutes = 480 },
            Tickets = [new() { Id = "parser", Description = "Parse rows.", Budget = new() { Tokens = 100 } }],
        },
    };

    public static TheoryData<GateKind> Kinds => [.. Enum.GetValues<GateKind>()];

    public static TheoryData<GateKind> Policies => [.. GateTable.All.Where(kind => kind.Policy is not null).Select(kind => kind.Kind)];

    public static TheoryData<GateKind> Edits => [.. GateTable.All.Where(kind => kind.Edit is not null).Select(kind => kind.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_exactly_one_descriptor(GateKind kind) =>
        Assert.Same(Assert.Single(GateTable.All, descriptor => descriptor.Kind == kind), GateTable.Get(kind));

    [Theory]
    [InlineData(GateKind.Plan, true, false)]
    [InlineData(GateKind.Spawn, false, false)]
    [InlineData(GateKind.Tool, true, true)]
    [InlineData(GateKind.Patch, true, true)]
    [InlineData(GateKind.Question, true, true)]
    [InlineData(GateKind.Integrate, true, false)]
    [InlineData(GateKind.Budget, false, false)]
    [InlineData(GateKind.Merge, false, false)]
    public void A_ticket_goes_on_after_a_rejection_where_its_reason_helps_the_model(GateKind kind, bool afterPerson, bool afterDeadline)
    {
        Assert.Equal(afterPerson, GateTable.Get(kind).GoesOnAfterRejection(byDefault: false));
        Assert.Equal(afterDeadline, GateTable.Get(kind).GoesOnAfterRejection(byDefault: true));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_is_that_of_its_own_kind_alone(GateKind kind)
    {
        var denied = GateTable.Get(kind).Policy!.Write(new(), GatePolicy.Deny);

        Assert.All(
            GateTable.All.Where(other => other.Policy is not null),
            other => Assert.Equal(other.Kind == kind ? GatePolicy.Deny : other.Policy!.Default, other.Policy!.Read(denied)));
    }

    [Fact]
    public void The_rules_of_a_track_are_its_approvals()
    {
        var track = new Track
        {
            Id = "csv",
            Approvals = new()
            {
                Plan = GatePolicy.Ask,
                Spawn = GatePolicy.Ask,
                Tool = GatePolicy.Deny,
                Patch = GatePolicy.Auto,
                Integrate = GatePolicy.Ask,
                Question = GatePolicy.Auto,
                DeadlineMinutes = 5,
                OnDeadline = GateDefault.Skip,
            },
        };

        var expected = new GateRules
        {
            Plan = GatePolicy.Ask,
            Spawn = GatePolicy.Ask,
            Tool = GatePolicy.Deny,
            Patch = GatePolicy.Auto,
            Integrate = GatePolicy.Ask,
            Question = GatePolicy.Auto,
            DeadlineMinutes = 5,
            OnDeadline = GateDefault.Skip,
        };
        Assert.Equal(expected, GateRules.From(track));
    }

    [Theory]
    [InlineData(GatePolicy.Auto, GatePolicy.Ask)]
    [InlineData(GatePolicy.Ask, GatePolicy.Ask)]
    [InlineData(GatePolicy.Deny, GatePolicy.Deny)]
    public void Without_auto_queue_each_start_is_asked_for_unless_all_are_denied(GatePolicy given, GatePolicy expected) =>
        Assert.Equal(expected, GateRules.From(new() { Id = "csv", AutoQueue = false, Approvals = new() { Spawn = given } }).Spawn);

    [Theory]
    [MemberData(nameof(Edits))]
    public void What_an_editor_opens_and_the_example_of_the_page_are_accepted_as_they_are(GateKind kind)
    {
        var (gate, edit) = (Gate(kind), GateTable.Get(kind).Edit!);
        var subject = new GateSubject(gate, Document, JsonElement.Parse("{\"command\":\"make\"}"))
        {
            File = TrackFileText.Write(Document.Track),
        };

        Assert.Null(edit.Problem(edit.Read(subject, edit.Draft(subject).Text)));
        Assert.Null(edit.Example is { } example ? edit.Problem(JsonElement.Parse(example(gate))) : null);
    }

    [Theory]
    [InlineData("parser/budget-1", "parser", null, "{\"tokens\":200}")]
    [InlineData("budget-1", "", null, "{\"usd\":10,\"minutes\":960}")]
    [InlineData("budget-3", "", "{\"usd\":25}", "{\"usd\":25}")]
    public void The_caps_that_an_editor_opens_are_those_after_a_plain_approval(string id, string ticket, string? detail, string expected)
    {
        var gate = Gate(GateKind.Budget) with { Id = id, Ticket = ticket, Detail = detail };

        var draft = GateTable.Get(GateKind.Budget).Edit!.Draft(new(gate, Document));

        Assert.Equal(expected, JsonSerializer.Serialize(JsonElement.Parse(draft.Text)));
    }

    private static Gate Gate(GateKind kind) => new()
    {
        Id = "parser/gate-1",
        Ticket = "parser",
        Kind = kind,
        Hash = "4f1c22ab",
        Subject = "what it is about",
        Detail = kind switch
        {
            GateKind.Patch => "Cause: b\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n",
            _ => null,
        },
        Opened = DateTimeOffset.UnixEpoch,
    };
}
