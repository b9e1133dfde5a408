namespace SlopTemporal.Starter.Hosting;

/// <summary>Why no server answered, in plain words. Temporal's library reports it as the text of its own data structures.</summary>
internal static class ServerSilence
{
    // The first that fits holds: a refusal of TLS is wrapped in a failed connection.
    private static readonly (string Sign, string Reason)[] Reasons =
    [
        ("ConnectionRefused", "nothing listens there"),
        ("dns error", "the name of the host cannot be resolved"),
        ("Invalid options", "it is not an address; expected host:port, such as 127.0.0.1:7233"),
        ("CaUsedAsEndEntity", "its certificate is not trusted"),
        ("InvalidCertificate", "its certificate is not trusted"),
        ("InvalidContentType", "it does not speak TLS, which the settings ask for"),
        ("InvalidMessage", "it does not speak TLS, which the settings ask for"),
        ("http2 error", "another program answers there, or it wants TLS (TEMPORAL_TLS=true)"),
        ("call error after connection", "another program answers there, or it wants TLS (TEMPORAL_TLS=true)"),
        ("timed out", "it did not answer in time"),
        ("deadline", "it did not answer in time"),
    ];

    /// <param name="address">Where it was looked for.</param>
    /// <param name="said">What the library said.</param>
    public static string Reason(string address, string said) =>
        Reasons.FirstOrDefault(r => said.Contains(r.Sign, StringComparison.OrdinalIgnoreCase)).Reason is { } reason
            ? reason
            : $"no connection to {address} came about";
}
