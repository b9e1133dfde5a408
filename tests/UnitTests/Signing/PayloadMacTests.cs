using System.Text;
using SlopTemporal.Domain.Signing;

namespace SlopTemporal.UnitTests.Signing;

public sealed class PayloadMacTests
{
    private static readonly PayloadKey Old = new("00000001", [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly PayloadKey New = new("00000002", [.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly PayloadKeyRing Keys = Ring(New, Old);
    private static readonly string[] Bound = ["workflow", "default", "track-a", "TrackInput"];

    [Fact]
    public void A_signature_holds_for_the_same_bytes_in_the_same_place_only()
    {
        var signature = PayloadMac.Sign(Keys, Bound, "{\"a\":1}"u8);

        Assert.Equal(PayloadMac.Length, signature.Length);
        Assert.True(PayloadMac.Holds(Keys, signature, Bound, "{\"a\":1}"u8));
        Assert.False(PayloadMac.Holds(Keys, signature, Bound, "{\"a\":2}"u8));
        Assert.False(PayloadMac.Holds(Keys, signature, ["workflow", "default", "track-b", "TrackInput"], "{\"a\":1}"u8));
        // Parts that are joined in another way are other parts.
        Assert.False(PayloadMac.Holds(Keys, signature, ["workflow", "default", "track-aTrack", "Input"], "{\"a\":1}"u8));
        Assert.False(PayloadMac.Holds(Keys, signature, [.. Bound[..3], "TrackInput{\"a\":1}"], []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000002")]
    [InlineData("00000002.")]
    [InlineData("00000009.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("00000002.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("00000002.~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("00000002.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Whatever_else_stands_there_is_no_signature(string text) => Assert.False(PayloadMac.Holds(Keys, text, Bound, "{}"u8));

    [Fact]
    public void What_a_former_key_signed_still_holds()
    {
        var signature = PayloadMac.Sign(Ring(Old), Bound, "{}"u8);

        Assert.True(PayloadMac.Holds(Keys, signature, Bound, "{}"u8));
        Assert.False(PayloadMac.Holds(Ring(New), signature, Bound, "{}"u8));
        Assert.False(PayloadMac.Holds(Ring(New with { Id = Old.Id }), signature, Bound, "{}"u8));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":{\"mac\":\"x\"}}")]
    [InlineData("{\"mac\":\"mine\"}")]
    public void An_object_carries_its_signature_as_one_more_member(string json)
    {
        var signature = PayloadMac.Sign(Keys, Bound, Encoding.UTF8.GetBytes(json));

        var signed = SignedJson.Append(Encoding.UTF8.GetBytes(json), signature);
        var (text, found) = SignedJson.Split(signed);

        Assert.Equal((json, signature), (Encoding.UTF8.GetString(text), found));
        Assert.EndsWith($"\"mac\":\"{signature}\"}}", Encoding.UTF8.GetString(signed), StringComparison.Ordinal);
        Assert.Null(SignedJson.Split(text).Signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"mac\"")]
    [InlineData("{\"mac\":\"00000002.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    [InlineData("x\"mac\":\"00000002.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}")]
    public void A_text_that_is_no_signed_object_stays_as_it_is(string text)
    {
        var (json, signature) = SignedJson.Split(Encoding.UTF8.GetBytes(text));

        Assert.Equal((text, null), (Encoding.UTF8.GetString(json), signature));
    }

    private static PayloadKeyRing Ring(params PayloadKey[] keys) => new(new(DateTimeOffset.UnixEpoch, keys));
}
