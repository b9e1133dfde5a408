namespace SlopTemporal.Domain.Secrets;

/// <summary>Private keys in blocks of lines, in a JSON text too.</summary>
internal static class KeyBlocks
{
    private const string HeaderEnd = "PRIVATE KEY-----";

    /// <summary>A sentence that names the header has no such line behind it.</summary>
    private const int ShortestBody = 40;

    public static void Find(string text, List<SecretSpan> found)
    {
        for (var at = 0; text.IndexOf(HeaderEnd, at, StringComparison.Ordinal) is >= 0 and var header;)
        {
            var start = header + HeaderEnd.Length;
            at = start;
            while (at < text.Length && (IsOfBody(text[at]) || IsIndent(text, at)))
            {
                at++;
            }

            if (at - start >= ShortestBody)
            {
                found.Add(new(start, at));
            }
        }
    }

    private static bool IsOfBody(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '\\' or '\r' or '\n';

    private static bool IsIndent(string text, int at) =>
        text[at] is ' ' or '\t' && text[at - 1] is '\n' or ' ' or '\t';
}
