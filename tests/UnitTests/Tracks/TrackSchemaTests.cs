using System.Text.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TrackSchemaTests
{
    private static readonly JsonElement Definitions = Schema().GetProperty("$defs");

    public static TheoryData<string> Objects => ["track", "ticket", "approvals", "budget"];

    [Theory]
    [MemberData(nameof(Objects))]
    public void Schema_and_reader_know_the_same_fields(string name)
    {
        var fields = name switch
        {
            "track" => TrackFileFields.Track,
            "ticket" => TrackFileFields.Ticket,
            "approvals" => TrackFileFields.Approvals,
            _ => TrackFileFields.Budget,
        };

        Assert.Equal(fields, Definitions.GetProperty(name).GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Every_field_is_described_and_no_other_is_allowed(string name)
    {
        var definition = Definitions.GetProperty(name);

        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
        Assert.All(definition.GetProperty("properties").EnumerateObject(), property => Assert.NotEqual("", property.Value.GetProperty("description").GetString()));
    }

    [Fact]
    public void Defaults_are_those_of_the_records()
    {
        Assert.Equal(TrackDefaults.MaxWorkers, Default("track", "max_workers").GetInt32());
        Assert.Equal(TrackDefaults.Priority, Default("ticket", "priority").GetInt32());
        Assert.Equal(TrackDefaults.MaxAttempts, Default("ticket", "max_attempts").GetInt32());
        Assert.Equal(
            new Approvals(),
            new Approvals { Spawn = Gate("spawn"), Tool = Gate("tool"), Patch = Gate("patch"), Integrate = Gate("integrate"), Question = Gate("question") });
    }

    private static GatePolicy Gate(string name) => Enum.Parse<GatePolicy>(Default("approvals", name).GetString()!, ignoreCase: true);

    private static JsonElement Default(string definition, string field) =>
        Definitions.GetProperty(definition).GetProperty("properties").GetProperty(field).GetProperty("default");

    private static JsonElement Schema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SlopTemporal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "schema", "track.schema.json")));
    }
}
