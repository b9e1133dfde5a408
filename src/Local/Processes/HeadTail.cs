using System.Buffers;
using System.Globalization;
using System.Text;

namespace SlopTemporal.Local.Processes;

/// <summary>Keeps the start and the end of a stream of any length; the framework's streams and builders keep all or nothing.</summary>
internal sealed class HeadTail(int kept)
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly int _headRoom = kept / 2;
    private readonly int _tailRoom = kept - (kept / 2);
    private byte[] _tail = [];
    private long _tailTotal;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var toHead = Math.Min(bytes.Length, _headRoom - _head.WrittenCount);
            _head.Write(bytes[..toHead]);
            AppendTail(bytes[toHead..]);
        }
    }

    public CapturedText ToText()
    {
        lock (_lock)
        {
            var missing = Math.Max(0, _tailTotal - _tailRoom);
            var total = _head.WrittenCount + _tailTotal;
            return missing == 0
                ? new(Encoding.UTF8.GetString([.. _head.WrittenSpan, .. Tail()]), total, Truncated: false)
                : new(Cut(missing), total, Truncated: true);
        }
    }

    private string Cut(long missing) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Decode(_head.WrittenSpan)}\n… {missing} bytes left out …\n{Decode(Tail())}");

    // A cut may fall inside a character.
    private static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Trim('\uFFFD');

    private byte[] Tail()
    {
        if (_tailTotal <= _tailRoom)
        {
            return _tail[..(int)_tailTotal];
        }

        var start = (int)(_tailTotal % _tailRoom);
        return [.. _tail[start..], .. _tail[..start]];
    }

    private void AppendTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Array.Resize(ref _tail, _tailRoom);
        if (bytes.Length > _tailRoom)
        {
            _tailTotal += bytes.Length - _tailRoom;
            bytes = bytes[^_tailRoom..];
        }

        var at = (int)(_tailTotal % _tailRoom);
        var first = Math.Min(bytes.Length, _tailRoom - at);
        bytes[..first].CopyTo(_tail.AsSpan(at));
        bytes[first..].CopyTo(_tail);
        _tailTotal += bytes.Length;
    }
}
