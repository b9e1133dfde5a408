using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>The head of a message, and what came behind it.</summary>
/// <param name="First">The first line.</param>
/// <param name="Fields">In their order, with their names as they were written.</param>
/// <param name="Rest">Bytes behind the head that were read with it.</param>
internal sealed record HttpHead(string First, IReadOnlyList<(string Name, string Value)> Fields, ReadOnlyMemory<byte> Rest)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Null: the other side ended, or it is no head, or a too large one.</summary>
    public static async Task<(HttpHead? Head, string? Fault)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostBytes];
        var length = 0;
        while (length < MostBytes)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return (null, null);
            }

            var from = Math.Max(0, length - 3);
            length += read;
            if (bytes.AsSpan(from, length - from).IndexOf("\r\n\r\n"u8) is >= 0 and var found)
            {
                var end = from + found;
                var head = Parse(Encoding.Latin1.GetString(bytes, 0, end), bytes.AsMemory((end + 4)..length));
                return (head, head is null ? "the head of the request cannot be read" : null);
            }
        }

        return (null, "the head of the request is larger than 16 KB");
    }

    public IEnumerable<string> ValuesOf(string name) =>
        Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    private static HttpHead? Parse(string text, ReadOnlyMemory<byte> rest)
    {
        var lines = text.Split("\r\n");
        var fields = new List<(string, string)>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~'))
            {
                return null;
            }

            fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        // A line end of another kind, or a NUL, is read differently by the next server.
        return lines.Any(line => line.Any(c => c is (< ' ' and not '\t') or (char)127)) ? null : new(lines[0], fields, rest);
    }
}
