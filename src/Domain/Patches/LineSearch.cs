namespace SlopTemporal.Domain.Patches;

/// <summary>Finds runs of lines in a file; takes time for the lines of both only, whatever they are.</summary>
internal sealed class LineSearch
{
    private const int Unknown = -1;
    private const int MostVotes = 8;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int[] _file;

    public LineSearch(FileText file)
    {
        _file = new int[file.Lines.Count];
        for (var i = 0; i < _file.Length; i++)
        {
            var text = file.Lines[i].Text;
            if (!_numbers.TryGetValue(text, out _file[i]))
            {
                _numbers[text] = _file[i] = _numbers.Count;
            }
        }
    }

    /// <summary>Lines of the file.</summary>
    public int Count => _file.Length;

    public bool Has(string line) => _numbers.ContainsKey(line);

    /// <summary>The form in which lines are compared.</summary>
    public int[] Numbers(IEnumerable<string> lines) => [.. lines.Select(line => _numbers.GetValueOrDefault(line, Unknown))];

    public bool IsAt(int[] sought, int at) =>
        at >= 0 && at <= _file.Length - sought.Length && _file.AsSpan(at, sought.Length).SequenceEqual(sought);

    /// <summary>Where the lines begin, the first so many places.</summary>
    public IReadOnlyList<int> Places(int[] sought, int most)
    {
        var places = new List<int>();
        if (sought.Length == 0 || sought.Length > _file.Length || sought.Contains(Unknown))
        {
            return places;
        }

        // Knuth, Morris and Pratt: no line of the file is looked at again, not even in a file of equal lines.
        var (borders, matched) = (Borders(sought), 0);
        for (var i = 0; i < _file.Length && places.Count < most; i++)
        {
            while (matched > 0 && (matched == sought.Length || sought[matched] != _file[i]))
            {
                matched = borders[matched - 1];
            }

            matched += sought[matched] == _file[i] ? 1 : 0;
            if (matched == sought.Length)
            {
                places.Add(i + 1 - matched);
            }
        }

        return places;
    }

    /// <summary>Where most of the lines are, one below the other; null: nowhere are half of them.</summary>
    public int? MostAlike(int[] sought)
    {
        var votes = new Dictionary<int, int>();
        var wanted = sought.Select((number, i) => (number, i)).Where(line => line.number != Unknown)
            .ToLookup(line => line.number, line => line.i);
        for (var at = 0; at < _file.Length; at++)
        {
            // A line that a hunk has many times says little, and would cost much.
            foreach (var i in wanted[_file[at]].Take(MostVotes).Where(i => i <= at))
            {
                votes[at - i] = votes.GetValueOrDefault(at - i) + 1;
            }
        }

        var best = votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).FirstOrDefault();
        return best.Value * 2 >= sought.Length ? best.Key : null;
    }

    private static int[] Borders(int[] sought)
    {
        var borders = new int[sought.Length];
        var length = 0;
        for (var i = 1; i < sought.Length; i++)
        {
            while (length > 0 && sought[length] != sought[i])
            {
                length = borders[length - 1];
            }

            length += sought[length] == sought[i] ? 1 : 0;
            borders[i] = length;
        }

        return borders;
    }
}
