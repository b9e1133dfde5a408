using System.Text;

namespace SlopTemporal.Local.Files;

/// <summary>How the characters of a file are written.</summary>
public enum TextEncoding
{
    Utf8,

    /// <summary>With a byte-order mark, as the ones below.</summary>
    Utf8Marked,

    Utf16,
    Utf16BigEndian,

    /// <summary>Not known: each byte is a character, so that what is not changed stays as it is.</summary>
    Bytes,
}

/// <summary>A text file's content as a model sees it, and the way back to its bytes: byte-order mark and line endings are kept.</summary>
/// <param name="Raw">The text with its own line endings, without the mark.</param>
/// <param name="Encoding">How it is written.</param>
public sealed record TextFile(string Raw, TextEncoding Encoding)
{
    /// <summary>The byte-order mark, where it is read as a character.</summary>
    private const char Mark = '\uFEFF';

    private static readonly Dictionary<TextEncoding, Encoding> Encodings = new()
    {
        [TextEncoding.Utf8] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        [TextEncoding.Utf8Marked] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        [TextEncoding.Utf16] = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [TextEncoding.Utf16BigEndian] = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        [TextEncoding.Bytes] = System.Text.Encoding.GetEncoding(
            "iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
    };

    /// <summary>The text with LF only.</summary>
    public string Text => Raw.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>What most of its lines end with.</summary>
    public string Ending => Count("\r\n") * 2 > Count("\n") ? "\r\n" : "\n";

    /// <summary>Reads UTF-8.</summary>
    /// <returns>Null: the file has another encoding.</returns>
    public static TextFile? Read(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, TextEncoding.Utf8Marked) ?? TryRead(bytes, TextEncoding.Utf8);

    /// <summary>Reads any text.</summary>
    /// <returns>Null: it is no text, but data.</returns>
    public static TextFile? ReadAny(ReadOnlySpan<byte> bytes)
    {
        var text = Read(bytes) ?? TryRead(bytes, TextEncoding.Utf16) ?? TryRead(bytes, TextEncoding.Utf16BigEndian)
            ?? TryRead(bytes, TextEncoding.Bytes);
        return text?.Raw.Contains('\0', StringComparison.Ordinal) == true ? null : text;
    }

    /// <summary>
    /// A text of a model for a file that is there (its mark and endings) or is new. A mark that the model wrote itself is not one more.
    /// </summary>
    public static TextFile Replace(TextFile? before, string text) => before is null
        ? text.StartsWith(Mark) ? new(text.TrimStart(Mark), TextEncoding.Utf8Marked) : new(text, TextEncoding.Utf8)
        : before with { Raw = Ended(text.TrimStart(Mark), before) };

    /// <summary>A piece of a text that was written for this file: the mark stands before its text, and is no part of it.</summary>
    /// <remarks>Unless the file has such signs within its text, which a piece may then be about.</remarks>
    public string Unmarked(string piece) => Raw.Contains(Mark) ? piece : piece.TrimStart(Mark);

    /// <exception cref="EncoderFallbackException">A character cannot be written in the encoding, or is half a pair.</exception>
    public byte[] Bytes()
    {
        var encoding = Encodings[Encoding];
        return [.. encoding.Preamble, .. encoding.GetBytes(Raw)];
    }

    private static TextFile? TryRead(ReadOnlySpan<byte> bytes, TextEncoding kind)
    {
        var encoding = Encodings[kind];
        try
        {
            return bytes.StartsWith(encoding.Preamble) ? new(encoding.GetString(bytes[encoding.Preamble.Length..]), kind) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Ended(string text, TextFile before) => before.Raw.Length > 0 && !text.Contains('\r')
        ? text.Replace("\n", before.Ending, StringComparison.Ordinal)
        : text;

    private int Count(string ending) => Raw.AsSpan().Count(ending);
}
