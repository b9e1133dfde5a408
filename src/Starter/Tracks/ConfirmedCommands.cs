using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a person says yes to: lines of one file, whatever else stands in it.</summary>
/// <param name="Path">Of the file, absolute: the same words may do something else in another place.</param>
/// <param name="Lines">Commands in their order, or settings with their values.</param>
internal sealed record ConfirmedCommands(string Path, IReadOnlyList<string> Lines)
{
    public string Hash => Sha256.Hex(JsonSerializer.Serialize<string[]>(["confirmed", Path, .. Lines], SlopJson.Options));

    /// <summary>The lines with those of before: <c>-</c> is gone, <c>+</c> is new. Null: nothing was confirmed there before.</summary>
    public IReadOnlyList<string> ChangesSince(IReadOnlyList<string>? before)
    {
        if (before is null)
        {
            return [.. Lines.Select(line => $"  {line}")];
        }

        var shared = SharedLines(before, Lines);
        var (changes, old, now) = (new List<string>(), 0, 0);
        foreach (var line in shared.Append(null))
        {
            while (old < before.Count && before[old] != line)
            {
                changes.Add($"- {before[old++]}");
            }

            while (now < Lines.Count && Lines[now] != line)
            {
                changes.Add($"+ {Lines[now++]}");
            }

            if (line is not null)
            {
                changes.Add($"  {line}");
                (old, now) = (old + 1, now + 1);
            }
        }

        return changes;
    }

    /// <summary>The longest row of lines that both have in this order.</summary>
    private static List<string?> SharedLines(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lengths = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = before[i] == after[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        var shared = new List<string?>();
        for (var (i, j) = (0, 0); i < before.Count && j < after.Count;)
        {
            if (before[i] == after[j])
            {
                shared.Add(before[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }
}
