using System.Text.Json;

namespace SlopTemporal.Local.Network;

/// <summary>The hosts of the setting <c>network_allow</c>.</summary>
/// <param name="Hosts">A port only where the person names one.</param>
public sealed record NetworkAllow(IReadOnlyList<(string Host, int? Port)> Hosts)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "network_allow";

    private const string Form = "expected [\"registry.example.com\",\"git.example.com:8443\"]";

    /// <summary>What holds where nothing is set.</summary>
    public static NetworkAllow None { get; } = new([]);

    /// <summary>A person's list: JSON, or hosts with blanks or commas between; <c>none</c> is an empty one.</summary>
    /// <exception cref="FormatException">It is not a list of texts, or one of them is not a host.</exception>
    public static NetworkAllow Read(string text)
    {
        try
        {
            var words = text.StartsWith('[')
                ? JsonSerializer.Deserialize<string?[]>(text)!
                : text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            return new([.. words.Where(word => word is not ("" or "none")).Select(Place)]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{Form}: {e.Message}", e);
        }
    }

    /// <summary>The list as it is shown.</summary>
    public string Describe() => Hosts.Count == 0
        ? "none"
        : string.Join(", ", Hosts.Select(place => new AllowedHost(place.Host, place.Port, Setting).Name));

    private static (string Host, int? Port) Place(string? word) => word is null ? throw new FormatException($"null is not a host: {Form}.")
        : Fault(word) is { } fault ? throw new FormatException($"'{word}' {fault}: {Form}.")
        : HostPort.Parse(word, 1) is not { } place ? throw new FormatException($"'{word}' is not a host, or host:port: {Form}.")
        : (place.Host, word.Contains(':') ? place.Port : null);

    private static string? Fault(string word) =>
        word.Contains('*') || word.Contains('?') || word.StartsWith('.') ? "is a pattern; each host is named whole"
        : word.Contains("://", StringComparison.Ordinal) ? "is an address of the web; only its host is named"
        : word.Contains('/') ? "has a path; only its host is named"
        : word.Contains('@') ? "has a user in it; only its host is named"
        : HostNames.IsAddress(word.Count(c => c == ':') == 1 ? word[..word.IndexOf(':')] : word) ? "is an address; only names are allowed"
        : null;
}
