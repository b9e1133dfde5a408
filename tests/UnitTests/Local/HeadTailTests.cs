using System.Text;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

public sealed class HeadTailTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Any_cut_into_pieces_keeps_the_same_ends(int piece)
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('a' + (i % 26))));
        var kept = new HeadTail(11);

        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(piece))
        {
            kept.Append(part);
        }

        Assert.Equal(new($"{text[..5]}\n… 89 bytes left out …\n{text[^6..]}", 100, true), kept.ToText());
    }

    [Fact]
    public void What_fits_is_whole()
    {
        var kept = new HeadTail(11);

        kept.Append("hello "u8);
        kept.Append("world"u8);

        Assert.Equal(new("hello world", 11, false), kept.ToText());
    }

    [Fact]
    public void A_cut_within_a_character_leaves_no_rubbish()
    {
        var kept = new HeadTail(10);

        kept.Append(Encoding.UTF8.GetBytes(new string('ä', 50)));

        Assert.Equal("ää\n… 90 bytes left out …\nää", kept.ToText().Text);
    }
}
