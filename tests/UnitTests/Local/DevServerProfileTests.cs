using SlopTemporal.Local.Server;
using YamlDotNet.RepresentationModel;

namespace SlopTemporal.UnitTests.Local;

/// <summary>One file, two ways to a server: both must come to the same settings.</summary>
public sealed class DevServerProfileTests
{
    private readonly DevServerProfile _profile = DevServerProfile.Load();
    private readonly YamlMappingNode _compose = Compose();

    [Fact]
    public void The_command_line_is_the_one_that_was_measured()
    {
        Assert.Equal(
            [
                "--sqlite-pragma", "journal_mode=WAL",
                "--sqlite-pragma", "synchronous=FULL",
                "--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000",
                "--dynamic-config-value", "history.timerProcessorMaxPollRPS=2000",
                "--dynamic-config-value", "history.timerProcessorMaxTimeShift=\"10ms\"",
                "--dynamic-config-value", "system.forceSearchAttributesCacheRefreshOnRead=false",
                "--dynamic-config-value", "frontend.httpAllowedHosts=[\"no host\"]",
                "--search-attribute", "SlopTrack=Keyword",
                "--search-attribute", "SlopTicket=Keyword",
                "--search-attribute", "SlopState=Keyword",
                "--search-attribute", "SlopGate=Keyword",
                "--search-attribute", "SlopTier=Keyword",
            ],
            _profile.Arguments());
    }

    [Fact]
    public void Compose_gives_its_server_the_same_dynamic_configuration()
    {
        var fed = Mapping(At("configs", "dynamic_config", "content").ToString());

        var values = fed.Select(entry => $"{entry.Key}={Words(entry.Value[0]["value"])}");

        Assert.Equal(
            _profile.DynamicConfig.Select(e => $"{e.Key}={Words(e.Value)}").Order(),
            values.Order());
    }

    [Fact]
    public void Compose_declares_the_same_search_attributes()
    {
        var words = At("services", "search-attributes", "command")[0].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var declared = words.Index().Where(word => word.Item == "--name").Select(
            word => KeyValuePair.Create(words[word.Index + 1], words[word.Index + 3]));

        Assert.Equal(_profile.SearchAttributes.OrderBy(e => e.Key), declared.OrderBy(e => e.Key));
    }

    [Fact]
    public void Compose_keeps_closed_workflows_as_long()
    {
        Assert.Equal($"{_profile.RetentionHours}h", At("services", "temporal", "environment", "DEFAULT_NAMESPACE_RETENTION").ToString());
    }

    private static string Words(object value) => value is IEnumerable<object> list ? string.Join('|', list) : $"{value}";

    private static YamlMappingNode Compose()
    {
        using var stream = typeof(DevServerProfile).Assembly.GetManifestResourceStream("temporal-dev.yaml")!;
        using var reader = new StreamReader(stream);
        return Mapping(reader.ReadToEnd());
    }

    private static YamlMappingNode Mapping(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private YamlNode At(params string[] path) => path.Aggregate((YamlNode)_compose, (node, name) => node[name]);
}
