using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The fields of <c>budget</c>; null takes a cap away.</summary>
internal static class BudgetFields
{
    public static FieldTable<Budget> Table { get; } = new("a budget",
    [
        new("usd", (budget, value) => budget with { Usd = value.IsNull ? null : value.Money(TrackMaxima.BudgetUsd) }),
        new("tokens", (budget, value) => budget with { Tokens = value.IsNull ? null : value.WholeNumber(1, TrackMaxima.BudgetTokens) }),
        new("minutes", (budget, value) =>
            budget with { Minutes = value.IsNull ? null : (int?)value.WholeNumber(1, TrackMaxima.BudgetMinutes) }),
    ]);

    /// <summary>A budget on top of what holds without it.</summary>
    public static Budget Read(FieldValue value, Budget seed) => value.Node.Kind == JsonTokenType.StartObject
        ? Table.Read(seed, value.Node, value.Scope with { Prefix = $"{value.Name}." })
        : value.WrongKind<Budget>("an object such as {\"usd\": 5}") ?? seed;
}
