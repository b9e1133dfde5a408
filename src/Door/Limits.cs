namespace SlopTemporal.Door;

/// <summary>Limits of the system for the command and all that it starts.</summary>
internal static class Limits
{
    // Numbers of Linux on x86-64 and ARM64.
    private static readonly Dictionary<string, int> Numbers = new()
    {
        ["fsize"] = 1,
        ["data"] = 2,
        ["core"] = 4,
        ["nproc"] = 6,
        ["nofile"] = 7,
    };

    /// <summary>Sets both the soft and the hard limit; a hard limit that is lower already stays.</summary>
    public static void Set(IReadOnlyDictionary<string, ulong> limits)
    {
        foreach (var (name, wanted) in limits)
        {
            var number = Numbers.TryGetValue(name, out var known) ? known : throw new DoorException($"unknown limit {name}");
            Native.Check(Native.GetLimit(number, out var limit), $"read the limit {name}");
            var value = Math.Min(wanted, limit.Hard);
            Native.Check(Native.SetLimit(number, new() { Soft = value, Hard = value }), $"set the limit {name}");
        }
    }
}
