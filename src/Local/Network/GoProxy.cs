namespace SlopTemporal.Local.Network;

/// <summary>Module proxies of go.</summary>
internal static class GoProxy
{
    public const string Variable = "GOPROXY";

    /// <summary>Reads a list of addresses and words such as <c>direct</c>.</summary>
    public static RegistryNotes Of(string value)
    {
        var clean = value;
        var addresses = value.Split([',', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var address in addresses)
        {
            clean = clean.Replace(address, RegistryAddress.Clean(address), StringComparison.Ordinal);
        }

        return new([.. addresses.Where(RegistryAddress.IsWeb)]) { Variables = new Dictionary<string, string> { [Variable] = clean } };
    }

    /// <summary>Reads the file of <c>go env -w</c>.</summary>
    public static RegistryNotes Read(string text) =>
        IniLines.Read(text).LastOrDefault(line => line.Name == Variable) is { Value.Length: > 0 } line
            ? Of(line.Value)
            : RegistryNotes.None;
}
