using System.Text.Json;

namespace SlopTemporal.Domain.Json;

/// <summary>Enum words as people and files write them.</summary>
public static class Words
{
    /// <summary><c>InProgress</c> becomes <c>in_progress</c>.</summary>
    public static string For<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
