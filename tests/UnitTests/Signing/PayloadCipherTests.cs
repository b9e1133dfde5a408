using System.Security.Cryptography;
using System.Text;
using SlopTemporal.Domain.Signing;

namespace SlopTemporal.UnitTests.Signing;

public sealed class PayloadCipherTests
{
    private const string Space = "default";

    private static readonly PayloadKey Key = new("00000001", [.. Enumerable.Repeat((byte)1, PayloadKey.SecretBytes)]);

    public static TheoryData<int> Lengths => [0, 1, 199, 200, 201, 5_000, 3_000_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_was_encrypted_is_read_again_whatever_it_is(int length)
    {
        var words = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some words ", (length / 11) + 1))[..length]);
        var noise = RandomNumberGenerator.GetBytes(length);

        Assert.All([words, noise], data => Assert.Equal(data, PayloadCipher.Decrypt(Key, Space, PayloadCipher.Encrypt(Key, Space, data))));
    }

    [Fact]
    public void Words_become_smaller_and_nothing_becomes_larger_than_it_must()
    {
        var words = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some words ", 1000)));
        var noise = RandomNumberGenerator.GetBytes(1000);

        Assert.InRange(PayloadCipher.Encrypt(Key, Space, words).Length, 1, words.Length / 10);
        Assert.Equal(noise.Length + PayloadCipher.NonceBytes + PayloadCipher.TagBytes + 1, PayloadCipher.Encrypt(Key, Space, noise).Length);
    }

    [Fact]
    public void Nothing_is_encrypted_twice_in_the_same_way() =>
        Assert.NotEqual(PayloadCipher.Encrypt(Key, Space, "same"u8), PayloadCipher.Encrypt(Key, Space, "same"u8));

    [Fact]
    public void Another_key_another_namespace_and_another_id_read_nothing()
    {
        var made = PayloadCipher.Encrypt(Key, Space, "secret"u8);

        Assert.Null(PayloadCipher.Decrypt(Key with { Secret = [.. Enumerable.Repeat((byte)2, PayloadKey.SecretBytes)] }, Space, made));
        Assert.Null(PayloadCipher.Decrypt(Key, "other", made));
        Assert.Null(PayloadCipher.Decrypt(Key with { Id = "00000002" }, Space, made));
    }

    [Fact]
    public void Whatever_was_cut_or_changed_is_not_read()
    {
        var made = PayloadCipher.Encrypt(Key, Space, "secret"u8);

        Assert.All(Enumerable.Range(0, made.Length), length => Assert.Null(PayloadCipher.Decrypt(Key, Space, made.AsSpan(0, length))));
        Assert.All(Enumerable.Range(0, made.Length), place =>
        {
            var changed = made.ToArray();
            changed[place] ^= 1;
            Assert.Null(PayloadCipher.Decrypt(Key, Space, changed));
        });
    }

    /// <summary>Histories hold what a build encrypted: each later one reads it.</summary>
    [Theory]
    [InlineData("Cgl80BETexupMsXK03w6B+y6VtycaE539nAiHOl8gVt3vxg=", "secret")]
    [InlineData("tx7s2SdEBoPZSVrZwkz0bGOcVACR4xQxADOv9dVI6fPuXJPXsvc0g9oDCuKmj4K1+SY9cgig", "long")]
    public void What_an_earlier_build_encrypted_is_read(string made, string text)
    {
        var expected = text == "long" ? string.Concat(Enumerable.Repeat("some words ", 40)) : text;

        Assert.Equal(expected, Encoding.UTF8.GetString(PayloadCipher.Decrypt(Key, Space, Convert.FromBase64String(made))!));
    }
}
