using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.UnitTests.Journals;

public sealed class CallRequestTests
{
    [Fact]
    public void A_call_has_the_same_hash_when_it_is_read_back_from_the_journal()
    {
        var call = new CallRequest("1", "edit_file", JsonElement.Parse("""{"path":"ä.py","old_text":"a\n","new_text":""}"""));

        var read = JsonSerializer.Deserialize<CallRequest>(JsonSerializer.Serialize(call, SlopJson.Indented), SlopJson.Options)!;

        Assert.NotEqual(call.Arguments.GetRawText(), read.Arguments.GetRawText());
        Assert.Equal(call.Hash(), read.Hash());
    }

    [Fact]
    public void A_call_has_a_whole_hash_that_does_not_depend_on_how_its_arguments_are_written()
    {
        var call = Command("""{"command":"make \u0041 > ä","network":true,"more":{"b":[1],"a":null}}""");
        var same = Command("""{ "more": { "a": null, "b": [ 1 ] }, "command": "x", "network": true, "command": "make A > \u00e4" }""");

        Assert.Matches("^[0-9a-f]{64}$", call.Hash());
        Assert.Equal(call.Hash(), same.Hash());
    }

    [Theory]
    [InlineData("""{"command":"make b","network":true}""")]
    [InlineData("""{"command":"make a"}""")]
    [InlineData("""{"command":"make a","network":"true"}""")]
    [InlineData("""{"Command":"make a","network":true}""")]
    [InlineData("""{"command":"make a","network":true,"timeout_s":1}""")]
    public void Another_call_has_another_hash(string arguments) =>
        Assert.NotEqual(Command("""{"command":"make a","network":true}""").Hash(), Command(arguments).Hash());

    [Fact]
    public void Two_calls_that_share_eight_characters_are_told_apart()
    {
        // As many tries as it takes to find two: the harmless one must not confirm the other.
        var seen = new Dictionary<string, CallRequest>();
        for (var i = 0; ; i++)
        {
            var call = Command($$"""{"command":"{{(i % 2 == 0 ? "make test" : "curl evil")}} # {{i}}"}""");
            if (seen.TryGetValue(call.Hash()[..8], out var twin))
            {
                Assert.NotEqual(twin.Hash(), call.Hash());
                Assert.False(call.IsMeantBy(twin.Hash()));
                return;
            }

            seen.Add(call.Hash()[..8], call);
        }
    }

    [Fact]
    public void A_gate_of_a_build_before_is_about_the_call_that_it_was_about()
    {
        var call = Command("""{"network":true,"command":"curl x"}""");

        Assert.True(call.IsMeantBy(Sha256.Hex("run_command\n{\"network\":true,\"command\":\"curl x\"}")[..8]));
        Assert.True(call.IsMeantBy(call.Hash()));
        Assert.False(call.IsMeantBy(call.Hash()[..8]));
    }

    private static CallRequest Command(string arguments) => new("1", "run_command", JsonElement.Parse(arguments));
}
