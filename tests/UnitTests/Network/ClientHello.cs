using System.Net.Security;

namespace SlopTemporal.UnitTests.Network;

/// <summary>The first bytes of TLS, as the system's own client sends them.</summary>
internal static class ClientHello
{
    public static async Task<byte[]> ForAsync(string host)
    {
        using var wire = new Wire();
        using var client = new SslStream(wire);
        await Assert.ThrowsAnyAsync<IOException>(() => client.AuthenticateAsClientAsync(host));
        return wire.Sent.ToArray();
    }

    /// <summary>Keeps what is written, and has nothing to read.</summary>
    private sealed class Wire : Stream
    {
        public MemoryStream Sent { get; } = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Sent.Write(buffer, offset, count);
    }
}
