using System.Text.Json;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>What a person made of a call at a gate: the model is told of it as it ran, to the byte.</summary>
public sealed class EditedCallTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_a_person_changed_is_told_as_it_ran()
    {
        var content = string.Concat(Enumerable.Range(1, 2000).Select(i => $"line {i}\t\"\u00a0\"\r\n")) + "\uFEFF no end ";
        var edited = JsonSerializer.SerializeToElement(new { path = "f", content });

        var (_, text) = await _bench.CallAsync("write_file", new { path = "f", content = "x" }, edited: edited);

        var lines = text.Split('\n');
        Assert.Equal("A person changed this call. It ran with these arguments:", lines[0]);
        Assert.True(JsonElement.DeepEquals(edited, JsonElement.Parse(lines[1])));
        Assert.Equal(["", "Created f, 2001 lines."], lines[2..]);
        Assert.Equal(content, _bench.Read("f"));
    }

    [Fact]
    public async Task What_a_person_changed_is_told_whole_or_not_at_all()
    {
        var edited = JsonSerializer.SerializeToElement(new { path = "f", content = new string('x', 100_000) });

        var (_, text) = await _bench.CallAsync("write_file", new { path = "f", content = "x" }, edited: edited);

        Assert.Equal(
            "A person changed this call. It ran with arguments of 100025 characters, too many to be repeated here: "
                + "look at what they did before you go on from it.\n\nCreated f, 1 lines.",
            text);
    }
}
