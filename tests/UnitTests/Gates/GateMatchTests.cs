using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.UnitTests.Gates;

public sealed class GateMatchTests
{
    private static readonly DateTimeOffset Opened = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(GateKind.Spawn, """{"prompt":"Parse rows."}""")]
    [InlineData(GateKind.Spawn, """{"ADD_FILES":["a"],"drop_files":[]}""")]
    [InlineData(GateKind.Tool, """{"command":"make"}""")]
    [InlineData(GateKind.Question, "\"RFC 4180\"")]
    [InlineData(GateKind.Budget, """{"usd":10}""")]
    [InlineData(GateKind.Patch, """{"hunks":[1,3]}""")]
    [InlineData(GateKind.Patch, """["@@ -1 +1 @@","-a","+b"]""")]
    public void What_a_kind_lets_people_edit_is_taken(GateKind kind, string edited) => Assert.Null(Refusal(kind, Edited(edited)));

    [Theory]
    [InlineData(GateKind.Spawn, """["a"]""", "\"edited\" must look like {\"prompt\":")]
    [InlineData(GateKind.Spawn, """{"files":["a"]}""", "\"edited\" must look like {\"prompt\":")]
    [InlineData(GateKind.Spawn, """{"add_files":"a"}""", "\"edited\" must look like {\"prompt\":")]
    [InlineData(GateKind.Tool, "\"make\"", "\"edited\" must be an object with the call's arguments")]
    [InlineData(GateKind.Question, """{"answer":"yes"}""", "\"edited\" must be the answer, a text")]
    [InlineData(GateKind.Budget, """{"eur":10}""", "there is no \"eur\" here")]
    [InlineData(GateKind.Budget, "{}", "\"edited\" must name a cap")]
    [InlineData(GateKind.Budget, "10", "\"edited\" must look like {\"usd\":10")]
    [InlineData(GateKind.Patch, """{"hunks":[]}""", "\"edited\" must look like {\"hunks\":[1,3]}")]
    [InlineData(GateKind.Patch, """{"hunks":[0]}""", "\"edited\" must look like {\"hunks\":[1,3]}")]
    [InlineData(GateKind.Patch, "[1]", "\"edited\" must look like {\"hunks\":[1,3]}")]
    [InlineData(GateKind.Integrate, "{}", "a gate of kind integrate cannot be edited")]
    [InlineData(GateKind.Plan, "{}", "\"edited\" must be an object with the list of tickets: {\"tickets\":[…]}")]
    [InlineData(GateKind.Plan, """{"tickets":[]}""", "\"edited\" must be an object with the list of tickets: {\"tickets\":[…]}")]
    public void Another_form_is_refused_with_the_one_that_was_expected(GateKind kind, string edited, string expected) =>
        Assert.StartsWith($"{Gate(kind).Id}: {expected}", Refusal(kind, Edited(edited)), StringComparison.Ordinal);

    [Theory]
    [InlineData(GateKind.Tool, null, true, null)]
    [InlineData(GateKind.Tool, null, false, "only an approval can have \"always\"")]
    [InlineData(GateKind.Tool, "{}", true, "an edited call is approved once")]
    [InlineData(GateKind.Spawn, null, true, "a gate of kind spawn cannot be approved with \"always\"")]
    public void Only_a_call_as_it_was_shown_is_approved_for_always(GateKind kind, string? edited, bool approve, string? expected)
    {
        var decision = (edited is null ? new() : Edited(edited)) with { Approve = approve, Always = true };

        Assert.Equal(expected is null, Refusal(kind, decision) is null);
        Assert.Contains(expected ?? "", Refusal(kind, decision) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GateKind.Spawn, 5, true)]
    [InlineData(GateKind.Spawn, 4, false)]
    [InlineData(GateKind.Tool, 60, false)]
    public void The_only_open_gate_is_meant_without_its_name_unless_it_is_new_or_a_call(GateKind kind, int seconds, bool expected)
    {
        var match = GateMatch.Find([Gate(kind)], new() { Approve = true }, Opened.AddSeconds(seconds));

        Assert.Equal(expected, match.Gate is not null);
        Assert.Equal(expected ? null : Gate(kind).Paste, match.Paste);
        Assert.DoesNotContain("{", match.Refusal ?? "", StringComparison.Ordinal);
    }

    private static string? Refusal(GateKind kind, Decision decision) =>
        GateMatch.Find([Gate(kind)], decision with { Request = Gate(kind).Id }, Opened.AddMinutes(1)).Refusal;

    private static Decision Edited(string json) => new() { Approve = true, Edited = JsonElement.Parse(json) };

    private static Gate Gate(GateKind kind) => new()
    {
        Id = $"parser/{Words.For(kind)}-1",
        Ticket = "parser",
        Kind = kind,
        Hash = "4f1c22ab",
        Subject = "what it is about",
        Opened = Opened,
    };
}
