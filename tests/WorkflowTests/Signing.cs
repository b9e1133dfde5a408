using System.Collections.Concurrent;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Signing;
using Temporalio.Converters;

namespace SlopTemporal.WorkflowTests;

/// <summary>All workflow tests sign, as every home does.</summary>
internal static class Signing
{
    public static PayloadKeys Keys { get; } = new(DateTimeOffset.UnixEpoch, [new("0123abcd", new byte[32])]);

    public static DataConverter Converter { get; } = SlopDataConverter.Signing(Keys);

    /// <summary>What was refused, a sentence each.</summary>
    public static ConcurrentQueue<string> Refused { get; } = [];

    public static SignatureGuard Guard { get; } = new(Refused.Enqueue);
}
