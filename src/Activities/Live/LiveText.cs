using System.Text;

namespace SlopTemporal.Activities.Live;

/// <summary>Gathers the pieces of a text, and writes them a few times a second, as whole words where possible.</summary>
internal sealed class LiveText : IDisposable
{
    /// <summary>Between two writes: five a second.</summary>
    public static readonly TimeSpan WriteInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly Action<string> _write;
    private readonly ITimer _timer;
    private bool _isScheduled;

    public LiveText(Action<string> write, TimeProvider time)
    {
        _write = write;
        _timer = time.CreateTimer(_ => WriteWords(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(string piece)
    {
        lock (_lock)
        {
            _text.Append(piece);
            if (!_isScheduled && piece.Length > 0)
            {
                _isScheduled = true;
                _timer.Change(WriteInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Writes at once what is left, even a part of a word.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            Write(_text.Length);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void WriteWords()
    {
        lock (_lock)
        {
            _isScheduled = false;
            var length = _text.Length;
            while (length > 0 && !char.IsWhiteSpace(_text[length - 1]))
            {
                length--;
            }

            Write(length > 0 ? length : _text.Length);
        }
    }

    private void Write(int length)
    {
        if (length > 0)
        {
            var text = _text.ToString(0, length);
            _text.Remove(0, length);
            _write(text);
        }
    }
}
