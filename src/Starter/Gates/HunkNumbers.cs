using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Gates;

namespace SlopTemporal.Starter.Gates;

/// <summary>Hunks of a patch as people name them: <c>1,3</c> or <c>2-4</c>.</summary>
internal static class HunkNumbers
{
    /// <summary>What people are told to write.</summary>
    public const string Form = "such as 1,3 or 2-4";

    private const int Largest = 9999;

    /// <summary>The numbers in order, each once; null: they are not written so.</summary>
    public static IReadOnlyList<int>? Read(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last || last < first)
            {
                return null;
            }

            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. numbers];
    }

    /// <summary>The changed payload of the gate.</summary>
    public static JsonElement Edited(IReadOnlyList<int> numbers) => JsonSerializer.SerializeToElement(new { hunks = numbers });

    /// <summary>Whether the gate is about a patch.</summary>
    public static bool AreIn(Gate gate) => gate.Kind == GateKind.Patch;

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Largest
            ? number
            : null;
}
