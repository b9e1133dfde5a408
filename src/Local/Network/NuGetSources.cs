using System.Xml.Linq;

namespace SlopTemporal.Local.Network;

/// <summary>Package sources of NuGet.</summary>
internal static class NuGetSources
{
    public const string File = ".nuget/NuGet/NuGet.Config";

    private const string Shipped = "api.nuget.org";

    // Where packages come from, and not who asks for them.
    private static readonly string[] Kept = ["key", "value", "protocolVersion", "allowInsecureConnections"];

    /// <summary>Reads the elements of <c>packageSources</c> and <c>disabledPackageSources</c>.</summary>
    /// <exception cref="FormatException">It is not XML.</exception>
    public static IReadOnlyList<NuGetStep> Read(string text)
    {
        var root = XmlTexts.Read(text);
        return
        [
            .. root.Named("packageSources").Elements().Select(Step).OfType<NuGetStep>(),
            .. root.Named("disabledPackageSources").SelectMany(list => list.Named("add"))
                .Where(add => Value(add, "value")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true)
                .Select(add => new NuGetStep(NuGetAction.Remove, Value(add, "key") ?? "")),
        ];
    }

    /// <summary>The sources that hold after all files, the weakest first.</summary>
    public static IReadOnlyList<NuGetStep> Resolve(IEnumerable<NuGetStep> steps)
    {
        var sources = new List<NuGetStep>();
        foreach (var step in steps)
        {
            if (step.Action == NuGetAction.Clear)
            {
                sources.Clear();
                continue;
            }

            sources.RemoveAll(known => known.Key.Equals(step.Key, StringComparison.OrdinalIgnoreCase));
            if (step.Action == NuGetAction.Add)
            {
                sources.Add(step);
            }
        }

        return sources;
    }

    /// <summary>A configuration with these sources and no credentials; null: they are none, or what NuGet uses anyway.</summary>
    public static string? Text(IReadOnlyList<NuGetStep> sources)
    {
        var web = sources.Where(source => RegistryAddress.IsWeb(source.Address)).ToList();
        return web.TrueForAll(source => AllowedHost.Of(source.Address, "")?.Host == Shipped)
            ? null
            : new XElement("configuration", new XElement("packageSources", new XElement("clear"), web.Select(Element))) + "\n";
    }

    private static XElement Element(NuGetStep source) => new(
        "add",
        Kept.Select(name => (Name: name, Value: name == "value" ? RegistryAddress.Clean(source.Address) : Value(source.Element!, name)))
            .Where(pair => pair.Value is not null)
            .Select(pair => new XAttribute(pair.Name, pair.Value!)));

    private static NuGetStep? Step(XElement element) => element.Name.LocalName switch
    {
        "clear" => new(NuGetAction.Clear, ""),
        "remove" when Value(element, "key") is { } key => new(NuGetAction.Remove, key),
        "add" when Value(element, "key") is { } key && Value(element, "value") is { } value => new(NuGetAction.Add, key)
        {
            Address = value.Trim(),
            Element = element,
        },
        _ => null,
    };

    private static string? Value(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>What an element does to the list of sources.</summary>
internal enum NuGetAction
{
    Add,
    Remove,
    Clear,
}

/// <param name="Key">Name of the source.</param>
internal sealed record NuGetStep(NuGetAction Action, string Key)
{
    public string Address { get; init; } = "";

    /// <summary>As it was written, perhaps with credentials.</summary>
    public XElement? Element { get; init; }
}
