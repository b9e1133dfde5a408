using SlopTemporal.Domain.Json;
using Temporalio.Converters;

namespace SlopTemporal.Workflows;

/// <summary>The one data converter of worker, starter, replayer and tests.</summary>
/// <remarks>Changing it breaks the replay of running tracks.</remarks>
public static class SlopDataConverter
{
    public static DataConverter Instance { get; } = DataConverter.Default with { PayloadConverter = new SlopPayloadConverter() };

    private sealed class SlopPayloadConverter() : DefaultPayloadConverter(SlopJson.Options);
}
