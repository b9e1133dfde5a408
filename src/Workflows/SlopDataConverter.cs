using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Workflows.Signing;
using Temporalio.Converters;

namespace SlopTemporal.Workflows;

/// <summary>The one data converter of worker, starter, replayer and tests.</summary>
/// <remarks>Changing it breaks the replay of running tracks.</remarks>
public static class SlopDataConverter
{
    /// <summary>For histories of builds that did not sign.</summary>
    public static DataConverter Plain { get; } = DataConverter.Default with { PayloadConverter = new SlopPayloadConverter() };

    /// <summary>
    /// Signs what it writes with the home's key, and takes only what is signed; see <see cref="SignatureGuard"/>. What is encrypted is
    /// read in any case.
    /// </summary>
    /// <param name="space">The namespace on the server.</param>
    /// <param name="encrypts">Whether what is written is encrypted; asked for each message, and must not throw.</param>
    public static DataConverter Signing(PayloadKeyRing keys, string space, Func<bool> encrypts) => Plain with
    {
        PayloadConverter = new SigningPayloadConverter(keys, Plain.PayloadConverter, context: null),
        FailureConverter = new FailureTexts(encrypts),
        PayloadCodec = new EncryptingCodec(keys, space, encrypts),
    };

    private sealed class SlopPayloadConverter() : DefaultPayloadConverter(SlopJson.Options);
}
