using System.Net;
using System.Net.Sockets;
using SlopTemporal.Local.Server;

namespace SlopTemporal.UnitTests.Local;

public sealed class LoopbackPeerTests
{
    private const string Heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    private static readonly IPEndPoint Here = new(IPAddress.Loopback, 8233);
    private static readonly IPEndPoint There = new(IPAddress.Loopback, 40000);

    [Theory]
    [InlineData(true, "0100007F:2029 0100007F:9C40 1000", "0100007F:9C40 0100007F:2029 1000")]
    [InlineData(false, "0100007F:2029 0100007F:9C40 1000", "0100007F:9C40 0100007F:2029 1001")]
    [InlineData(false, "0100007F:2029 0100007F:9C40 1000", "0100007F:9C41 0100007F:2029 1000")]
    [InlineData(false, "0100007F:2029 0100007F:9C40 1000")]
    [InlineData(false)]
    [InlineData(true, "0100007F:2029 0100007F:9C40 7", "0000000000000000FFFF00000100007F:9C40 0000000000000000FFFF00000100007F:2029 7")]
    public void Both_ends_have_to_be_known_and_of_one_account(bool same, params string[] ends)
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "The table is written in the order of the machine.");
        var lines = ends.Select((end, place) => end.Split(' ') is [var local, var remote, var account]
            ? $"   {place}: {local} {remote} 01 00000000:00000000 00:00000000 00000000  {account}        0 100 1 0000 20 4 30 10 -1"
            : "");

        Assert.Equal(same, LoopbackPeer.IsOfSameAccount(Here, There, [Heading, .. lines]));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_connection_of_this_process_is_of_its_account(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        using var client = new TcpClient(listener.LocalEndpoint.AddressFamily);
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);

        Assert.True(LoopbackPeer.IsOfSameAccount((IPEndPoint)accepted.LocalEndPoint!, (IPEndPoint)accepted.RemoteEndPoint!));
    }
}
