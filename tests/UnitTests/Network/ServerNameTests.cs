using System.Text;
using SlopTemporal.Local.Network;

namespace SlopTemporal.UnitTests.Network;

/// <summary>The name in the first bytes of TLS, whatever a client makes of them.</summary>
public sealed class ServerNameTests
{
    [Fact]
    public async Task The_name_is_read_from_what_the_systems_own_client_sends() =>
        Assert.Equal("registry.example", await ReadAsync(await ClientHello.ForAsync("Registry.example")));

    [Fact]
    public async Task One_name_counts_and_two_do_not()
    {
        Assert.Equal("a.example", await ReadAsync(Hello("A.example")));
        Assert.Null(await ReadAsync(Hello()));
        Assert.Null(await ReadAsync(Hello("a.example", "b.example")));
        Assert.Null(await ReadAsync(Hello("a.example", "a.example")));
        Assert.Null(await ReadAsync(Hello("10.0.0.1")));
        Assert.Null(await ReadAsync(Hello("a.example\0.evil")));
        Assert.Null(await ReadAsync(Hello(new string('a', 17_000))));
    }

    [Fact]
    public async Task What_is_cut_or_spoilt_is_another_name_or_none_and_never_an_accident()
    {
        var hello = await ClientHello.ForAsync("registry.example");

        for (var length = 0; length < hello.Length; length++)
        {
            Assert.Null(await ReadAsync(hello[..length]));
        }

        for (var place = 0; place < hello.Length; place++)
        {
            foreach (byte value in (byte[])[0, 1, 127, 255])
            {
                byte[] spoilt = [.. hello];
                spoilt[place] = value;
                var name = await ReadAsync(spoilt);
                Assert.True(name is null || HostNames.Normalise(name) == name, name);
            }
        }
    }

    private static async Task<string?> ReadAsync(byte[] bytes) =>
        (await ServerName.ReadAsync(new MemoryStream(bytes), default, TestContext.Current.CancellationToken)).Name;

    /// <summary>The least that is one, with an extension for each name.</summary>
    private static byte[] Hello(params string[] names)
    {
        byte[] extensions = [.. names.Select(Encoding.Latin1.GetBytes).SelectMany(Extension)];
        byte[] body = [3, 3, .. new byte[32], 0, .. Short(2), 0x13, 1, 1, 0, .. Short(extensions.Length), .. extensions];
        byte[] message = [1, 0, .. Short(body.Length), .. body];
        return [22, 3, 1, .. Short(message.Length), .. message];
    }

    private static byte[] Extension(byte[] name) =>
        [.. Short(0), .. Short(name.Length + 5), .. Short(name.Length + 3), 0, .. Short(name.Length), .. name];

    private static byte[] Short(int number) => [(byte)(number >> 8), (byte)number];
}
