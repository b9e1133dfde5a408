using SlopTemporal.Domain.Signing;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace SlopTemporal.Workflows.Signing;

/// <summary>
/// Encrypts all that is written to the server, where that is set, and reads what is encrypted, whatever is set. It stands outside of
/// the signatures: those say who wrote it and for which workflow, this that nobody else reads it.
/// </summary>
/// <param name="space">The namespace on the server.</param>
/// <param name="encrypts">Asked for each message; it does not throw.</param>
internal sealed class EncryptingCodec(PayloadKeyRing keys, string space, Func<bool> encrypts) : IPayloadCodec
{
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult(encrypts() ? [.. payloads.Select(p => EncryptedPayload.Make(keys, space, p))] : payloads);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(p => EncryptedPayload.Read(keys, space, p))]);
}
