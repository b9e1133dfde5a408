using System.Text;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.UnitTests.Gates;

/// <summary>Half a character in what people send: whoever read or wrote it anew would throw, and a workflow must not.</summary>
public sealed class HalfCharacterRequestTests
{
    [Theory]
    [InlineData("""{"request":"a/tool-1","edited":{"command":"echo \ud83d"}}""")]
    [InlineData("""{"request":"\ude00"}""")]
    [InlineData("""{"\ud83d":1}""")]
    [InlineData("""  "\ud83d" """)]
    public void A_signal_with_half_a_character_is_not_understood(string sent)
    {
        var refusal = Assert.Throws<RequestException>(() => RequestParser.ParseJson(Encoding.UTF8.GetBytes(sent)));

        Assert.Contains("half a character", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "\ud83d\ude00" """, "😀")]
    [InlineData(""" "\\ud83d" """, @"\ud83d")]
    [InlineData(""" "\ufffd" """, "\ufffd")]
    public void Whole_characters_are_read(string sent, string text) =>
        Assert.Equal(text, RequestParser.ParseJson(Encoding.UTF8.GetBytes(sent))!.Value.GetString());
}
