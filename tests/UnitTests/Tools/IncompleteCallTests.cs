using System.Text.Json;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>Calls without an argument that their tool needs: nobody is asked, and the model reads what is missing.</summary>
public sealed class IncompleteCallTests
{
    private static readonly TrackDocument Document = new() { Track = new() { Id = "t" }, Repository = "/repository" };

    public static TheoryData<string> Names => [.. ToolCatalogue.All.Where(t => t.Parameters.Any(p => p.IsRequired)).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_without_arguments_is_asked_for_nowhere_and_carried_out_by_nobody(string name)
    {
        var summary = CallSummaries.Create([Call(name, new { })], Document, every: true).Single();

        Assert.Equal(($"incomplete {name}", RulePolicy.Deny, null), (summary.Name, summary.Rule, summary.Hash));
    }

    [Theory]
    [InlineData("ask_person", "question")]
    [InlineData("report_blocked", "reason")]
    [InlineData("run_command", "command")]
    [InlineData("write_file", "path")]
    public void Blank_words_are_as_good_as_none(string name, string argument)
    {
        var arguments = new Dictionary<string, string> { [argument] = " ", ["content"] = "" };

        var fault = IncompleteCall.FindFault(ToolCatalogue.Find(Document, name)!, Call(name, arguments).Arguments);

        Assert.Equal($"{name}: argument '{argument}' is empty.", fault);
    }

    [Theory]
    [InlineData("write_file", "{\"path\":\"a\",\"content\":\"\"}")]
    [InlineData("edit_file", "{\"path\":\"a\",\"old_text\":\"b\",\"new_text\":\"\"}")]
    [InlineData("list_directory", "{}")]
    public void What_may_be_empty_is_no_fault(string name, string arguments) =>
        Assert.Null(IncompleteCall.FindFault(ToolCatalogue.Find(Document, name)!, JsonElement.Parse(arguments)));

    [Theory]
    [InlineData("ask_person", "question")]
    [InlineData("report_blocked", "reason")]
    public async Task The_model_reads_what_is_missing_whatever_the_gates_say(string name, string argument)
    {
        var script = """{"turns":{"a":[[{"calls":[{"name":"NAME","args":{}}]}]]}}""".Replace("NAME", name, StringComparison.Ordinal);
        using var bench = new Bench(script);
        var turn = await bench.TurnAsync();

        var (result, text) = await bench.CallAsync(1, 1);

        Assert.Equal($"incomplete {name}", turn.Calls.Single().Name);
        Assert.Equal((false, $"{name}: argument '{argument}' is missing; the call has no arguments."), (result.Ok, text));
    }

    private static CallRequest Call(string name, object arguments) => new("1", name, JsonSerializer.SerializeToElement(arguments));
}
