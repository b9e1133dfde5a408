using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TrackSchemaTests
{
    private static readonly JsonElement Definitions = Schema().GetProperty("$defs");

    public static TheoryData<string> Objects => ["track", "ticket", "approvals", "budget"];

    public static TheoryData<GateKind> Policies => [.. GateTable.All.Where(kind => kind.Policy is not null).Select(kind => kind.Kind)];

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
        Assert.All(
            definition.GetProperty("properties").EnumerateObject(),
            property => Assert.NotEqual("", property.Value.GetProperty("description").GetString()));
    }

    [Fact]
    public void Defaults_are_those_of_the_records()
    {
        Assert.Equal(TrackDefaults.MaxWorkers, Default("track", "max_workers").GetInt32());
        Assert.Equal(TrackDefaults.Priority, Default("ticket", "priority").GetInt32());
        Assert.Equal(TrackDefaults.MaxAttempts, Default("ticket", "max_attempts").GetInt32());
    }

    [Fact]
    public void Maxima_are_those_of_the_reader()
    {
        Assert.Equal(TrackMaxima.MaxWorkers, Maximum("track", "max_workers"));
        Assert.Equal(TrackMaxima.MaxAttempts, Maximum("ticket", "max_attempts"));
        Assert.Equal(TrackMaxima.DeadlineMinutes, Maximum("approvals", "deadline_minutes"));
        Assert.Equal(TrackMaxima.BudgetUsd, Maximum("budget", "usd"));
        Assert.Equal(TrackMaxima.BudgetTokens, Maximum("budget", "tokens"));
        Assert.Equal(TrackMaxima.BudgetMinutes, Maximum("budget", "minutes"));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void An_approval_is_described_as_the_table_of_gates_has_it(GateKind kind)
    {
        var (policy, name) = (GateTable.Get(kind).Policy!, Words.For(kind));
        var member = Definitions.GetProperty("approvals").GetProperty("properties").GetProperty(name);
        var description = member.GetProperty("description").GetString()!;

        Assert.StartsWith(policy.When, description, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Words.For(policy.Default), Default("approvals", name).GetString());
        Assert.Equal(
            policy.Words.Select(Words.For),
            member.GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
    }

    private static JsonElement Default(string definition, string field) => Field(definition, field).GetProperty("default");

    private static decimal Maximum(string definition, string field) => Field(definition, field).GetProperty("maximum").GetDecimal();

    private static JsonElement Field(string definition, string field) =>
        Definitions.GetProperty(definition).GetProperty("properties").GetProperty(field);

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
