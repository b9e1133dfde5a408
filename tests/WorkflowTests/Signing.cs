using System.Collections.Concurrent;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Signing;
using Temporalio.Client;
using Temporalio.Converters;

namespace SlopTemporal.WorkflowTests;

/// <summary>All workflow tests sign, as every home does.</summary>
internal static class Signing
{
    public static PayloadKeys Keys { get; } = new(DateTimeOffset.UnixEpoch, [new("0123abcd", new byte[32])]);

    public static DataConverter Converter { get; } = Of(new(Keys), encrypts: false);

    /// <summary>What was refused, a sentence each.</summary>
    public static ConcurrentQueue<string> Refused { get; } = [];

    public static SignatureGuard Guard { get; } = new(Refused.Enqueue);

    public static DataConverter Of(PayloadKeyRing keys, bool encrypts) => SlopDataConverter.Signing(keys, "default", () => encrypts);

    /// <summary>A client of the same server with keys of its own.</summary>
    public static TemporalClient Client(ITemporalClient of, PayloadKeyRing keys, bool encrypts) =>
        new(of.Connection, new() { Namespace = of.Options.Namespace, DataConverter = Of(keys, encrypts) });
}
