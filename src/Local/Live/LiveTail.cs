using System.Buffers;
using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Local.Live;

/// <summary>Reads a live log as it grows.</summary>
public sealed class LiveTail(string path)
{
    private const int BlockSize = 64 * 1024;

    private long _offset;

    /// <summary>False: nothing of the run was streamed, or not yet.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>The lines that were added since the last call.</summary>
    /// <remarks>A line that is not whole yet waits for the next call; one that cannot be read is left out.</remarks>
    public IEnumerable<LiveLine> ReadNew()
    {
        using var file = Open();
        if (file is null || file.Length <= _offset)
        {
            yield break;
        }

        file.Position = _offset;
        var block = new byte[BlockSize];
        var line = new ArrayBufferWriter<byte>();
        for (var count = file.Read(block); count > 0; count = file.Read(block))
        {
            var start = 0;
            var end = Array.IndexOf(block, (byte)'\n', start, count);
            while (end >= 0)
            {
                line.Write(block.AsSpan(start..end));
                start = end + 1;
                _offset += line.WrittenCount + 1;
                var read = Parse(line.WrittenSpan);
                line.ResetWrittenCount();
                if (read is not null)
                {
                    yield return read;
                }

                end = Array.IndexOf(block, (byte)'\n', start, count - start);
            }

            line.Write(block.AsSpan(start..count));
        }
    }

    private static LiveLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = JsonSerializer.Deserialize<LiveLine>(line, SlopJson.Options);
            return read is { Stream: not null, Ticket: not null, Text: not null } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private FileStream? Open()
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
