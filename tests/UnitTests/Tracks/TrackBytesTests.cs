using System.Text;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TrackBytesTests
{
    private const string Text = """[{"id": "é"}]""";

    [Fact]
    public void Utf8_is_read_with_and_without_a_mark()
    {
        Assert.Equal(Text, TrackBytes.Decode(Encoding.UTF8.GetBytes(Text)).Text);
        Assert.Equal(Text, TrackBytes.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)]).Text);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Other_encodings_are_named_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes(Text);

        foreach (var problem in new[] { TrackBytes.Decode(bytes).Problem, TrackBytes.Decode([.. encoding.Preamble, .. bytes]).Problem })
        {
            Assert.Equal("TK001", problem!.Code);
            Assert.Contains(name[..6].ToUpperInvariant(), problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Byte_that_is_not_utf8_is_shown_with_its_place()
    {
        var problem = TrackBytes.Decode([.. "[\n  \"日"u8, 0xE9, .. "\"]"u8]).Problem!;

        Assert.Equal(("TK001", 2, 5), (problem.Code, problem.Line, problem.Column));
        Assert.Contains("0xE9 at offset 8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nul_byte_is_shown_with_its_place()
    {
        var problem = TrackBytes.Decode([.. "[\n \""u8, 0, .. "this is long enough to be English\"]"u8]).Problem!;

        Assert.Equal(("TK002", 2, 3), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void Gzip_is_named() =>
        Assert.Contains("gzip", TrackBytes.Decode([0x1F, 0x8B, 8, 0, 0, 0]).Problem!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Empty_file_is_an_error(string text) => Assert.Equal("TK003", TrackBytes.Decode(Encoding.UTF8.GetBytes(text)).Problem!.Code);

    [Fact]
    public void File_over_the_limit_is_refused() =>
        Assert.Equal("TK004", TrackBytes.Decode(new byte[TrackDefaults.MaxBytes + 1]).Problem!.Code);

    [Fact]
    public void Escape_character_in_a_file_is_left_to_the_reader() => Assert.NotNull(TrackBytes.Decode("\u001b[0m"u8).Text);
}
