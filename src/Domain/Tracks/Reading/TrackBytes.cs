using System.Globalization;
using System.Text;
using System.Text.Unicode;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>The text of a file, or why its bytes are none.</summary>
/// <param name="Text">Without a byte order mark; null if there is a problem.</param>
/// <param name="Problem">Null if there is a text.</param>
public sealed record DecodedText(string? Text, Problem? Problem);

/// <summary>Bytes of a track file to text.</summary>
public static class TrackBytes
{
    private const string SaveAsUtf8 = "save the file as UTF-8";

    // Enough to tell UTF-16 without a mark: every second byte of English text is 0 in it.
    private const int Sample = 64;

    internal static Problem Blank { get; } = FileProblem(
        ProblemCodes.Blank, "the file is empty", "write {\"tickets\": [{\"id\": \"first\", \"description\": \"…\"}]}");

    /// <summary>Decodes UTF-8, with or without a byte order mark.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        if (NotText(bytes) is { } problem)
        {
            return new(null, problem);
        }

        var content = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (content.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return new(null, Blank);
        }

        return Utf8.IsValid(content) ? new(Encoding.UTF8.GetString(content), null) : new(null, NotUtf8(content));
    }

    private static Problem? NotText(ReadOnlySpan<byte> bytes) => bytes switch
    {
        { Length: > TrackDefaults.MaxBytes } => FileProblem(
            ProblemCodes.TooLarge,
            string.Create(CultureInfo.InvariantCulture, $"the file has {bytes.Length} bytes; the most is {TrackDefaults.MaxBytes}"),
            "put long descriptions into files of their own: \"@tickets/parser.md\""),
        [0x1F, 0x8B, ..] => FileProblem(ProblemCodes.Binary, "the file is compressed with gzip", "unpack it: gunzip"),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] =>
            FileProblem(ProblemCodes.Encoding, "the file is UTF-32", SaveAsUtf8),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => FileProblem(ProblemCodes.Encoding, "the file is UTF-16", SaveAsUtf8),
        _ when bytes.IndexOf((byte)0) is var nul and >= 0 => IsUtf16(bytes[..Math.Min(bytes.Length, Sample)])
            ? FileProblem(ProblemCodes.Encoding, "the file is UTF-16", SaveAsUtf8)
            : At(bytes, nul, ProblemCodes.Binary, "the file is not text: it holds a NUL byte"),
        _ => null,
    };

    private static bool IsUtf16(ReadOnlySpan<byte> sample)
    {
        Span<int> nuls = stackalloc int[2];
        for (var i = 0; i < sample.Length; i++)
        {
            nuls[i % 2] += sample[i] == 0 ? 1 : 0;
        }

        // One half nearly all 0, the other without any.
        return Math.Min(nuls[0], nuls[1]) == 0 && Math.Max(nuls[0], nuls[1]) > sample.Length / 3;
    }

    private static Problem NotUtf8(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"the file is not UTF-8: byte 0x{bytes[valid]:X2} at offset {valid} does not belong there");
        return At(bytes, valid, ProblemCodes.Encoding, message);
    }

    private static Problem At(ReadOnlySpan<byte> bytes, int offset, string code, string message)
    {
        var position = new SourceText(bytes[..offset].ToArray()).PositionOf(offset);
        return FileProblem(code, message, SaveAsUtf8) with { Line = position.Line, Column = position.Column };
    }

    private static Problem FileProblem(string code, string message, string help) => new() { Code = code, Message = message, Help = help };
}
