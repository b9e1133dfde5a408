using System.Buffers;
using System.Text;
using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Domain.Secrets;

/// <summary>
/// Takes keys, tokens and passwords out of a text before it is kept: those that are known, and what looks like one. In the place of each
/// stands <c>[secret:1a2b3c4d]</c> with the start of its SHA-256, so that two can be told apart.
/// </summary>
/// <remarks>It reads a text a fixed number of times, whatever stands in it: what commands write may be made to be slow.</remarks>
public sealed class Redactor
{
    /// <summary>A shorter value is no key, and would be found in any text.</summary>
    public const int ShortestKnown = 8;

    private const string MarkStart = "[secret:";
    private const int HashLength = 8;

    private readonly string[] _known;
    private readonly SearchValues<string> _search;

    /// <param name="known">Values to be taken out wherever they stand.</param>
    public Redactor(IEnumerable<string> known)
    {
        // Of two that begin alike the longer one is meant.
        _known = [.. known.Where(k => k.Length >= ShortestKnown).Distinct(StringComparer.Ordinal).OrderByDescending(k => k.Length)];
        _search = SearchValues.Create(_known, StringComparison.Ordinal);
    }

    /// <summary>The text without secrets; the same one where there are none.</summary>
    public string Redact(string text)
    {
        var found = new List<SecretSpan>();
        FindKnown(text, found);
        KeyBlocks.Find(text, found);
        KeyShapes.Find(text, found);
        UrlSecrets.Find(text, found);
        NamedSecrets.Find(text, found);
        found.RemoveAll(span => IsMarked(text, span));
        return found.Count == 0 ? text : Replace(text, found);
    }

    private void FindKnown(string text, List<SecretSpan> found)
    {
        for (var at = 0; _known.Length > 0 && text.AsSpan(at).IndexOfAny(_search) is >= 0 and var next;)
        {
            at += next;
            var length = _known.First(k => text.AsSpan(at).StartsWith(k, StringComparison.Ordinal)).Length;
            found.Add(new(at, at + length));
            at += length;
        }
    }

    // What is redacted twice stays as it is, so that its hash stays the one of the secret.
    private static bool IsMarked(string text, SecretSpan span)
    {
        var start = text[span.Start] == MarkStart[0] ? span.Start : span.Start - MarkStart.Length;
        var length = MarkStart.Length + HashLength + 1;
        return start >= 0 && start + length <= text.Length && span.End <= start + length && text[start + length - 1] == ']'
            && text.AsSpan(start).StartsWith(MarkStart, StringComparison.Ordinal);
    }

    private static string Replace(string text, List<SecretSpan> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var result = new StringBuilder(text.Length);
        var (kept, i) = (0, 0);
        while (i < found.Count)
        {
            var (start, end) = found[i];
            for (i++; i < found.Count && found[i].Start < end; i++)
            {
                end = Math.Max(end, found[i].End);
            }

            _ = result.Append(text, kept, start - kept).Append(Mark(text[start..end]));
            kept = end;
        }

        return result.Append(text, kept, text.Length - kept).ToString();
    }

    private static string Mark(string secret) => $"{MarkStart}{Sha256.Hex(secret)[..HashLength]}]";
}

/// <summary>Where a secret stands in a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last one.</param>
internal readonly record struct SecretSpan(int Start, int End);
