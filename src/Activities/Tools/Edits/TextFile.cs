using System.Text;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary>A text file's content as a model sees it, and the way back to its bytes: byte-order mark and line endings are kept.</summary>
/// <param name="Raw">The text with its own line endings, without the mark.</param>
/// <param name="Mark">It starts with a byte-order mark.</param>
internal sealed record TextFile(string Raw, bool Mark)
{
    private const char ByteOrderMark = '\uFEFF';
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text with LF only.</summary>
    public string Text => Raw.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>What most of its lines end with.</summary>
    public string Ending => Count("\r\n") * 2 > Count("\n") ? "\r\n" : "\n";

    /// <summary>Reads UTF-8.</summary>
    /// <returns>Null: the file has another encoding.</returns>
    public static TextFile? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith(ByteOrderMark) ? new(text[1..], true) : new(text, false);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A text of a model for a file that is there (its mark and endings) or is new.</summary>
    public static TextFile Replace(TextFile? before, string text) => before is { Raw.Length: > 0 } && !text.Contains('\r')
        ? before with { Raw = text.Replace("\n", before.Ending, StringComparison.Ordinal) }
        : new(text, before?.Mark ?? false);

    public byte[] Bytes() => Strict.GetBytes(Mark ? ByteOrderMark + Raw : Raw);

    private int Count(string ending) => Raw.AsSpan().Count(ending);
}
