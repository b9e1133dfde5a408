using System.Buffers;
using System.Globalization;
using System.Text;

namespace SlopTemporal.Local.Files;

/// <summary>
/// A path as git and the file system know it: bytes, its parts divided by <c>/</c>, relative to a root. Most are UTF-8, none has to be.
/// </summary>
public sealed class BytePath : IEquatable<BytePath>
{
    private const byte Separator = (byte)'/';
    private const byte Escape = (byte)'\\';
    private const byte Quote = (byte)'"';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _bytes;

    /// <param name="bytes">Without the NUL at its end.</param>
    public BytePath(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The last part.</summary>
    public ReadOnlySpan<byte> Name => _bytes.AsSpan(_bytes.AsSpan().LastIndexOf(Separator) + 1);

    /// <summary>The path without its last part; null: it has one part only.</summary>
    public BytePath? Parent => _bytes.AsSpan().LastIndexOf(Separator) is > 0 and var end ? new(_bytes.AsSpan(0, end)) : null;

    /// <summary>The path of a part within this folder.</summary>
    public BytePath Append(ReadOnlySpan<byte> name) => new([.. _bytes, Separator, .. name]);

    /// <summary>Whether it is the folder itself or lies beneath it.</summary>
    public bool IsWithin(BytePath folder) =>
        _bytes.AsSpan().StartsWith(folder._bytes) && (_bytes.Length == folder._bytes.Length || _bytes[folder._bytes.Length] == Separator);

    /// <summary>
    /// The path as people, models and JSON get it, without loss: as it is where it is plain UTF-8, else in git's quoted form
    /// (<c>"na\303\257ve"</c>), which carries no control character to a terminal.
    /// </summary>
    public override string ToString() => TryText() is { } text && !NeedsQuotes(text) ? text : Quoted();

    /// <summary>The path that has this text, in either form.</summary>
    /// <exception cref="FormatException">The quoted form is not complete.</exception>
    public static BytePath Parse(string text)
    {
        if (text is not ['"', .., '"'] || text.Length < 2)
        {
            return new(Encoding.UTF8.GetBytes(text));
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length);
        var body = text.AsSpan(1, text.Length - 2);
        while (body.Length > 0)
        {
            var (value, length) = body[0] == '\\' ? ReadEscape(body) : (Encoding.UTF8.GetBytes(body[..1].ToString()), 1);
            bytes.Write(value.AsSpan());
            body = body[length..];
        }

        return new(bytes.WrittenSpan);
    }

    /// <summary>Paths that stand one after the other, each with a NUL behind it, as git's <c>-z</c> writes them.</summary>
    public static IReadOnlyList<BytePath> ReadAll(ReadOnlySpan<byte> output)
    {
        var paths = new List<BytePath>();
        for (var end = output.IndexOf((byte)0); end >= 0; end = output.IndexOf((byte)0))
        {
            paths.Add(new(output[..end]));
            output = output[(end + 1)..];
        }

        return paths;
    }

    /// <summary>The same, as git reads them.</summary>
    public static byte[] WriteAll(IEnumerable<BytePath> paths)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var path in paths)
        {
            bytes.Write(path._bytes.AsSpan());
            bytes.Write([(byte)0]);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public bool Equals(BytePath? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as BytePath);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    private string? TryText()
    {
        try
        {
            return Strict.GetString(_bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // A quote or a backslash would make the two forms hard to tell apart; format characters can reorder what a terminal shows.
    private static bool NeedsQuotes(string text) => text.EnumerateRunes().Any(rune =>
        rune.Value is '"' or '\\' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private string Quoted()
    {
        var text = new StringBuilder("\"");
        foreach (var value in _bytes)
        {
            _ = value switch
            {
                Quote or Escape => text.Append('\\').Append((char)value),
                >= 0x20 and < 0x7f => text.Append((char)value),
                _ => text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0')),
            };
        }

        return text.Append('"').ToString();
    }

    private static (byte[] Value, int Length) ReadEscape(ReadOnlySpan<char> text) => text switch
    {
        [_, '"' or '\\', ..] => ([(byte)text[1]], 2),
        [_, >= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] =>
            ([(byte)(((text[1] - '0') << 6) | ((text[2] - '0') << 3) | (text[3] - '0'))], 4),
        _ => throw new FormatException($"{text} is not the rest of a quoted path."),
    };
}
