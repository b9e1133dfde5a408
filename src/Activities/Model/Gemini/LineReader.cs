using System.Text;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Lines of a body, however its bytes are split; CR, LF and CRLF end one.</summary>
/// <remarks>The framework's readers put no limit on a line.</remarks>
/// <param name="read">Fills a buffer; 0 at the end.</param>
internal sealed class LineReader(Func<Memory<byte>, ValueTask<int>> read)
{
    /// <summary>No reply is that long; it keeps a broken server from filling the memory.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private bool _afterReturn;

    /// <summary>The next line, or null at the end; what stands after the last line end counts as a line.</summary>
    public async ValueTask<string?> NextAsync()
    {
        var searched = 0;
        while (true)
        {
            if (_afterReturn && _start < _end)
            {
                _start += _buffer[_start] == '\n' ? 1 : 0;
                _afterReturn = false;
            }

            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny((byte)'\r', (byte)'\n');
            if (at >= 0)
            {
                return Take(searched + at);
            }

            searched = _end - _start;
            MakeRoom();
            var count = await read(_buffer.AsMemory(_end));
            if (count == 0)
            {
                return searched == 0 ? null : Rest();
            }

            _end += count;
        }
    }

    private string Take(int length)
    {
        var line = Encoding.UTF8.GetString(_buffer, _start, length);
        _afterReturn = _buffer[_start + length] == '\r';
        _start += length + 1;
        return line;
    }

    private string Rest()
    {
        var line = Encoding.UTF8.GetString(_buffer, _start, _end - _start);
        _start = _end;
        return line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == MostBytes)
        {
            throw new FaultException(Fault.Quality($"malformed: the reply has a line of more than {MostBytes / 1024 / 1024} MB"));
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(MostBytes, _buffer.Length * 2));
        }
    }
}
