using System.Diagnostics;
using System.Text;

namespace SlopTemporal.Local.Processes;

/// <summary>Feeds a child and drains what it writes, however much that is.</summary>
internal sealed class ProcessStreams
{
    private const int ChunkBytes = 16 * 1024;
    private readonly HeadTail _merged;
    private readonly HeadTail _output;
    private readonly HeadTail _error;
    private readonly Task _drained;

    public ProcessStreams(Process process, ProcessSpec spec)
    {
        _merged = new(spec.KeptBytes);
        _output = new(spec.KeptBytes);
        _error = new(spec.KeptBytes);
        _drained = Task.WhenAll(
            DrainAsync(process.StandardOutput.BaseStream, _output, spec.OnOutput),
            DrainAsync(process.StandardError.BaseStream, _error, spec.OnOutput));
        InputWritten = FeedAsync(process.StandardInput.BaseStream, spec.Input);
    }

    public Task InputWritten { get; }

    public CapturedText Merged => _merged.ToText();

    public CapturedText Output => _output.ToText();

    public CapturedText Error => _error.ToText();

    /// <summary>False if something still holds the streams open after that time.</summary>
    public async Task<bool> WaitUntilDrainedAsync(TimeSpan timeout) => await Task.WhenAny(_drained, Task.Delay(timeout)) == _drained;

    private static async Task FeedAsync(Stream stream, ReadOnlyMemory<byte> input)
    {
        try
        {
            await using (stream)
            {
                await stream.WriteAsync(input);
            }
        }
        catch (IOException)
        {
            // The child ended, or closed its input, before it had read everything.
        }
    }

    private async Task DrainAsync(Stream stream, HeadTail own, Action<string>? onOutput)
    {
        var chunk = new byte[ChunkBytes];
        var text = new char[ChunkBytes];
        var decoder = Encoding.UTF8.GetDecoder();
        try
        {
            while (await stream.ReadAsync(chunk) is var count and > 0)
            {
                own.Append(chunk.AsSpan(0, count));
                _merged.Append(chunk.AsSpan(0, count));
                onOutput?.Invoke(new(text, 0, decoder.GetChars(chunk, 0, count, text, 0)));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed by us, because a grandchild kept the stream open.
        }
    }
}
