using System.Globalization;

namespace SlopTemporal.Local.Files;

/// <summary>Which hit of which crash point ends the process.</summary>
internal sealed class CrashPlan(string? name, int count)
{
    private int _hits;

    public static CrashPlan Parse(string? armed)
    {
        if (string.IsNullOrEmpty(armed))
        {
            return new(null, 0);
        }

        var colon = armed.LastIndexOf(':');
        return colon > 0 && int.TryParse(armed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(armed[..colon], count)
            : new(armed, 1);
    }

    public bool ShouldCrash(string hit) => hit == name && Interlocked.Increment(ref _hits) == count;
}
