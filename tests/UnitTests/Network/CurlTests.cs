using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SlopTemporal.UnitTests.Network;

/// <summary>A client that nobody here wrote.</summary>
public sealed class CurlTests
{
    private const string Host = "registry.example";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell";

    [Fact]
    public async Task Curl_reaches_a_host_on_the_list_by_tls_and_plainly()
    {
        using var certificate = Certificate();
        await using var secure = new LoopServer(async connection =>
        {
            await using var tls = new SslStream(connection.Stream);
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.ReadAtLeastAsync(new byte[1024], 1);
            await tls.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Answer));
            await tls.ShutdownAsync();
        });
        await using var plain = LoopServer.Answering(Answer, []);
        await using var bench = new EgressBench().With(Host, secure);
        await using var other = new EgressBench().With(Host, plain);

        Assert.Equal("well 0", await CurlAsync(bench, $"https://{Host}/"));
        Assert.Equal("well 0", await CurlAsync(other, $"http://{Host}/"));
        Assert.Empty(bench.Refused);
    }

    [Fact]
    public async Task Curl_is_refused_what_is_not_on_the_list()
    {
        await using var bench = new EgressBench().With(Host, null);

        Assert.EndsWith(" 56", await CurlAsync(bench, "https://evil.example/"), StringComparison.Ordinal);
        Assert.Equal(
            "host evil.example is not on the list; setting network_allow\n 0", await CurlAsync(bench, "http://evil.example/"));
        Assert.Equal(
            [
                "evil.example:443: host evil.example is not on the list; setting network_allow",
                "evil.example:80: host evil.example is not on the list; setting network_allow",
            ],
            bench.Refused);
    }

    /// <summary>What it printed and its exit code.</summary>
    private static async Task<string> CurlAsync(EgressBench bench, string address)
    {
        Needed.Has(File.Exists("/usr/bin/curl"), "curl is not installed");
        var proxy = $"http://127.0.0.1:{bench.Port}";
        var info = new ProcessStartInfo("/usr/bin/curl", ["-q", "-k", "-sS", "--noproxy", "", "-x", proxy, address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{output}{(process.ExitCode == 0 ? "" : await error)} {process.ExitCode}";
    }

    /// <summary>One that nobody vouches for.</summary>
    internal static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
