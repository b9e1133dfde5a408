using System.Globalization;

namespace SlopTemporal.Local.Processes;

/// <summary>A process at a moment.</summary>
/// <param name="Parent">Its parent's pid; 1 or less where that has ended.</param>
/// <param name="ResidentBytes">What it has in memory, pages shared with others included.</param>
internal sealed record ProcessEntry(int Pid, int Parent, int Threads, long ResidentBytes);

/// <summary>The processes of this machine at a moment. Linux only.</summary>
internal sealed class ProcessTable
{
    private static readonly Recent<ProcessTable> Last = new(TimeSpan.FromMilliseconds(50), () => new(Read()));

    private readonly ILookup<int, ProcessEntry> _byParent;
    private readonly Dictionary<int, ProcessEntry> _byPid;

    internal ProcessTable(IEnumerable<ProcessEntry> processes)
    {
        _byPid = processes.ToDictionary(process => process.Pid);
        _byParent = _byPid.Values.ToLookup(process => process.Parent);
    }

    /// <summary>Read now or a moment ago: commands that run side by side share it.</summary>
    public static ProcessTable Recent() => Last.Value;

    /// <summary>The process and all that it started, and that those did; empty if it has ended.</summary>
    public IReadOnlyList<ProcessEntry> Beneath(int pid)
    {
        var found = new List<ProcessEntry>();
        if (_byPid.TryGetValue(pid, out var top))
        {
            found.Add(top);
        }

        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(_byParent[found[i].Pid]);
        }

        return found;
    }

    /// <summary>What a process has in memory, with its part of what it shares; null where the system does not tell.</summary>
    public static long? FindProportionalBytes(int pid)
    {
        const string Label = "Pss:";
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").FirstOrDefault(l => l.StartsWith(Label, StringComparison.Ordinal));
            var kilobytes = line?[Label.Length..^"kB".Length];
            return kilobytes is null ? null : long.Parse(kilobytes, NumberStyles.Integer, CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>All of them, read now.</summary>
    public static IReadOnlyList<ProcessEntry> Now() => Read();

    private static List<ProcessEntry> Read() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => ReadOne(name!)).OfType<ProcessEntry>()];

    // Numbers behind the name, which may hold blanks and brackets: state, parent, …, threads as 18th, resident pages as 22nd.
    private static ProcessEntry? ReadOne(string pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new(Number(pid), Number(fields[1]), Number(fields[17]), Number(fields[21]) * (long)Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
}
