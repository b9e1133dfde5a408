namespace SlopTemporal.Local.Network;

/// <summary>What one file or variable says of registries.</summary>
/// <param name="Addresses">As they were written, so perhaps with credentials: only their hosts are used.</param>
internal sealed record RegistryNotes(IReadOnlyList<string> Addresses)
{
    public static RegistryNotes None { get; } = new([]);

    /// <summary>For the variables of the managers, without credentials.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Lines or elements for a file of the manager, without credentials.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>Addresses of registries as people write them.</summary>
internal static class RegistryAddress
{
    /// <summary>Without user and password, and without a query, which may be a token.</summary>
    public static string Clean(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return address;
        }

        var authority = start + 3;
        var end = address.IndexOfAny(['/', '\\', '?', '#'], authority) is >= 0 and var found ? found : address.Length;
        var user = address.LastIndexOf('@', end - 1, end - authority);
        var plain = user < 0 ? address : address[..authority] + address[(user + 1)..];
        return plain.Split('?', '#')[0];
    }

    /// <summary>Without what cargo and git put before <c>https</c>.</summary>
    public static string Web(string address) =>
        address.IndexOf("+http", StringComparison.Ordinal) is > 0 and var plus ? address[(plus + 1)..] : address;

    /// <summary>Whether it leads over the web at all: a folder or a path needs no host.</summary>
    public static bool IsWeb(string address) =>
        Web(address) is var web && (web.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || web.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
}
