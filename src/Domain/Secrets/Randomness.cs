using System.Buffers;

namespace SlopTemporal.Domain.Secrets;

/// <summary>Tells what a machine made up from what people write.</summary>
internal static class Randomness
{
    /// <summary>Characters that are looked at: the rest of a long value says nothing new.</summary>
    private const int Looked = 256;

    /// <summary>Of 16 hexadecimal digits nearly all have more, and a word that is repeated has less.</summary>
    private const double BitsForCharacter = 2.9;

    private const int FewestDigits = 2;

    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^*+?~");

    /// <summary>Whether it has letters and digits, in no order.</summary>
    public static bool Has(ReadOnlySpan<char> value)
    {
        var looked = value[..Math.Min(value.Length, Looked)];
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        var (letters, digits) = (0, 0);
        foreach (var c in looked)
        {
            counts[c & 127]++;
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return letters > 0 && digits >= FewestDigits && Entropy(counts, looked.Length) >= BitsForCharacter;
    }

    /// <summary>Whether it has what people add to a word to make a password of it: a digit, or a sign that no name has.</summary>
    public static bool IsLikePassword(ReadOnlySpan<char> value)
    {
        var looked = value[..Math.Min(value.Length, Looked)];
        return looked.ContainsAnyInRange('a', 'z') | looked.ContainsAnyInRange('A', 'Z')
            && (looked.ContainsAnyInRange('0', '9') || looked.ContainsAny(Signs));
    }

    private static double Entropy(ReadOnlySpan<int> counts, int length)
    {
        var bits = 0.0;
        foreach (var count in counts)
        {
            var share = (double)count / length;
            bits -= count == 0 ? 0 : share * Math.Log2(share);
        }

        return bits;
    }
}
