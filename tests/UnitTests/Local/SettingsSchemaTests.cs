using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

public sealed class SettingsSchemaTests
{
    private static readonly JsonElement Properties = Schema().GetProperty("properties");

    [Fact]
    public void Schema_and_loader_know_the_same_settings()
    {
        Assert.Equal(
            ["$schema", .. SettingKey.All.Select(key => key.Name)], Properties.EnumerateObject().Select(property => property.Name));
        Assert.False(Schema().GetProperty("additionalProperties").GetBoolean());
        Assert.All(Properties.EnumerateObject(), property => Assert.NotEqual("", property.Value.GetProperty("description").GetString()));
    }

    [Fact]
    public void Words_and_defaults_are_those_of_the_records()
    {
        Assert.Equal(
            Enum.GetValues<SandboxMode>().Select(Words.For),
            Properties.GetProperty("sandbox").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(Words.For(new SlopSettings().Sandbox), Properties.GetProperty("sandbox").GetProperty("default").GetString());
        Assert.Equal(new SlopSettings().TemporalNamespace, Properties.GetProperty("temporal_namespace").GetProperty("default").GetString());
    }

    private static JsonElement Schema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SlopTemporal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "schema", "settings.schema.json")));
    }
}
