using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SlopTemporal.EndToEnd;

/// <summary>Where no Temporal server answers, the command line says so in its own words, and Temporal's library writes nothing.</summary>
public sealed class NoServerTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public Task A_port_where_nobody_listens() => IsToldAsync($"127.0.0.1:{FreePort.Next()}", "nothing listens there");

    [Fact]
    public Task An_address_that_is_none() => IsToldAsync("no address", "it is not an address; expected host:port, such as 127.0.0.1:7233");

    [Fact]
    public async Task A_port_that_speaks_HTTP()
    {
        using var other = new OtherProgram(certificate: null);

        await IsToldAsync(other.Address, "another program answers there, or it wants TLS (TEMPORAL_TLS=true)");
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_although_it_is_asked_for()
    {
        using var other = new OtherProgram(certificate: null);
        _slop.Environment["TEMPORAL_TLS"] = "true";

        await IsToldAsync(other.Address, "it does not speak TLS, which the settings ask for");
    }

    [Fact]
    public async Task A_port_that_wants_TLS()
    {
        using var certificate = SelfSigned();
        using var other = new OtherProgram(certificate);

        await IsToldAsync(other.Address, "another program answers there, or it wants TLS (TEMPORAL_TLS=true)");
    }

    [Fact]
    public async Task A_port_whose_certificate_nobody_trusts()
    {
        using var certificate = SelfSigned();
        using var other = new OtherProgram(certificate);
        _slop.Environment["TEMPORAL_TLS"] = "true";

        await IsToldAsync(other.Address, "its certificate is not trusted");
    }

    private async Task IsToldAsync(string address, string why)
    {
        _slop.Environment["TEMPORAL_ADDRESS"] = address;

        var ran = await _slop.RunAsync("pause", "ledger");

        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.Equal(
            $"error: no Temporal server answers at {address}: {why}\nhelp: check TEMPORAL_ADDRESS and the setting temporal_address; "
                + "where none is set, `slop up` starts a local server\n",
            ran.Error);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>A program on loopback that answers in HTTP/1.1, whatever it is told.</summary>
    private sealed class OtherProgram : IDisposable
    {
        private static readonly byte[] Answer =
            Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2? _certificate;

        public OtherProgram(X509Certificate2? certificate)
        {
            _certificate = certificate;
            _listener.Start();
            Answering = AnswerAllAsync();
        }

        public string Address => $"{_listener.LocalEndpoint}";

        private Task Answering { get; }

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAllAsync()
        {
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await AnswerAsync(client);
                }
                catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // The other side gave up on what it saw: that is what is tested.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            await using (stream)
            {
                _ = await stream.ReadAsync(new byte[1024]);
                await stream.WriteAsync(Answer);
            }
        }
    }
}
