using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SlopTemporal.Local.Network;

/// <summary>Registries of yarn from its second version on.</summary>
internal static class Yarn
{
    private const string Server = "npmRegistryServer";

    /// <summary>Reads <c>.yarnrc.yml</c>.</summary>
    /// <exception cref="FormatException">It is not YAML.</exception>
    public static RegistryNotes Read(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new FormatException("it is not YAML", e);
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            return RegistryNotes.None;
        }

        var scopes = Child(root, "npmScopes") is YamlMappingNode named
            ? named.Children.Values.OfType<YamlMappingNode>().Select(Address).OfType<string>()
            : [];
        var own = Address(root);
        var variables = new Dictionary<string, string>();
        if (own is not null)
        {
            variables["YARN_NPM_REGISTRY_SERVER"] = RegistryAddress.Clean(own);
        }

        return new([.. own is null ? [] : new[] { own }, .. scopes]) { Variables = variables };
    }

    private static string? Address(YamlMappingNode node) =>
        Child(node, Server) is YamlScalarNode { Value: { } value } && RegistryAddress.IsWeb(value) ? value : null;

    private static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
}
