using System.Buffers;

namespace SlopTemporal.Domain.Secrets;

/// <summary>Keys and tokens that are known by how they begin, as their issuers write them.</summary>
internal static class KeyShapes
{
    /// <summary>Characters that are looked at before it is one; where it ends does not matter then.</summary>
    private const int Looked = 128;

    private static readonly Shape[] All =
    [
        new("AIza", 30),
        new("AKIA", 16),
        new("ASIA", 16),
        new("ghp_", 30), new("gho_", 30), new("ghu_", 30), new("ghs_", 30), new("ghr_", 30), new("github_pat_", 22),
        new("glpat-", 16), new("gldt-", 16), new("glrt-", 16),
        new("sk-", 20), new("sk_live_", 16), new("rk_live_", 16), new("sk_test_", 16), new("whsec_", 16),
        new("xoxb-", 16), new("xoxp-", 16), new("xoxa-", 16), new("xoxr-", 16), new("xoxs-", 16), new("xapp-", 16),
        new("npm_", 30), new("pypi-", 30), new("hf_", 30), new("dop_v1_", 32), new("oy2", 40),
        new("AGE-SECRET-KEY-1", 40),
        new("ya29.", 20, WithDots: true), new("SG.", 40, WithDots: true),
        new("eyJ", 40, WithDots: true, Dots: 1),
        new("hooks.slack.com/services/", 20, WithSlashes: true), new("discord.com/api/webhooks/", 20, WithSlashes: true),
    ];

    private static readonly SearchValues<string> Prefixes = SearchValues.Create(
        All.Select(s => s.Prefix).ToArray(), StringComparison.Ordinal);

    public static void Find(string text, List<SecretSpan> found)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny(Prefixes) is >= 0 and var next;)
        {
            at += next;
            var end = at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]) ? 0 : EndOf(text, at);
            if (end > 0)
            {
                found.Add(new(at, end));
            }

            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>Where the key ends that begins there; 0: none does.</summary>
    private static int EndOf(string text, int start)
    {
        foreach (var shape in All.Where(s => text.AsSpan(start).StartsWith(s.Prefix, StringComparison.Ordinal)))
        {
            var body = text.AsSpan(start + shape.Prefix.Length);
            var looked = shape.Run(body[..Math.Min(body.Length, Looked)]);
            var value = body[..looked];
            if (looked >= shape.Shortest && value.Count('.') >= shape.Dots && Randomness.Has(value))
            {
                return start + shape.Prefix.Length + shape.Run(body);
            }
        }

        return 0;
    }

    /// <param name="Shortest">Characters behind the prefix.</param>
    /// <param name="Dots">As many it has at least, among the characters that are looked at.</param>
    private sealed record Shape(string Prefix, int Shortest, bool WithDots = false, bool WithSlashes = false, int Dots = 0)
    {
        public int Run(ReadOnlySpan<char> text)
        {
            var length = 0;
            while (length < text.Length && Has(text[length]))
            {
                length++;
            }

            return length;
        }

        private bool Has(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (WithDots && c == '.') || (WithSlashes && c == '/');
    }
}
