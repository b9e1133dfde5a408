using System.Reflection;
using System.Text.Json;
using SlopTemporal.Activities.Tools;
using SlopTemporal.UnitTests.Model;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>What holds for every tool of the list.</summary>
public sealed class ToolCatalogueTests
{
    private const string Text = "string";

    public static TheoryData<string> Names => [.. ToolCatalogue.All.Select(t => t.Name)];

    [Fact]
    public void Each_class_of_a_tool_is_in_the_list_once_under_a_name_of_its_own()
    {
        var classes = typeof(Tool).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Tool)) && !t.IsAbstract);

        Assert.Equal(classes.Select(c => c.Name).Order(), ToolCatalogue.All.Select(t => t.GetType().Name).Order());
        Assert.Distinct(ToolCatalogue.All.Select(t => t.Name));
        Assert.All(ToolCatalogue.All, t => Assert.True(t.GetType().IsSealed));
    }

    [Fact]
    public void The_workflow_carries_out_the_tools_that_it_has_names_for_and_no_other_one()
    {
        var constants = typeof(WorkflowTools).GetFields(BindingFlags.Public | BindingFlags.Static);
        var known = constants.Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(known.Order(), ToolCatalogue.All.OfType<WorkflowTool>().Select(t => t.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tool_is_declared_with_words_for_all_that_a_model_may_give(string name)
    {
        var tool = Find(name);
        var declaration = tool.Declaration();

        Assert.Matches("^[a-z]+(_[a-z]+)*$", name);
        Assert.Equal((name, tool.Description), (declaration.Name, declaration.Description));
        IEnumerable<string> words = [tool.Description, .. tool.Parameters.Select(p => p.Description)];
        Assert.All(words, w => Assert.EndsWith(".", w, StringComparison.Ordinal));
        var properties = declaration.JsonSchema.GetProperty("properties").EnumerateObject();
        Assert.Equal(tool.Parameters.Select(p => p.Name), properties.Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_has_a_summary_a_detail_and_an_argument_that_rules_speak_of(string name)
    {
        var tool = Find(name);
        var texts = tool.Parameters.Where(p => p.Type == Text).ToDictionary(p => p.Name, p => $"the {p.Name}");
        var arguments = JsonSerializer.SerializeToElement(texts);

        Assert.Contains(tool.Summary(arguments), texts.Values);
        Assert.Contains(tool.Summary(arguments)!, tool.Detail(arguments), StringComparison.Ordinal);
        Assert.Null(tool.Summary(JsonSerializer.SerializeToElement(new { })));
        Assert.True(tool is WorkflowTool ? tool.RuleArgument is null : texts.ContainsKey(tool.RuleArgument!.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_reaches_its_tool(string name)
    {
        using var bench = new Bench();
        var required = Find(name).Parameters.FirstOrDefault(p => p.IsRequired);

        var (_, text) = await bench.CallAsync(name, new { });

        Assert.Contains(
            required is null ? "is empty" : $"{name}: argument '{required.Name}' is missing",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_says_kinds_words_and_what_must_be_given()
    {
        var schema = Find("search").Declaration().JsonSchema;

        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""
                {"type":"object","properties":{
                  "pattern":{"type":"string","description":"Regular expression without back-references or look-around."},
                  "path":{"type":"string","description":"File or directory to search in."}},"required":["pattern"]}
                """),
            schema));
    }

    private static Tool Find(string name) => ToolCatalogue.All.Single(t => t.Name == name);
}
