using System.Collections;
using SlopTemporal.Domain.Secrets;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Secrets;

/// <summary>
/// The one redactor of this process. Text that did not come from a person or a file passes it where it enters: what commands write, what
/// git and providers say, failures, log lines.
/// </summary>
public static class Redaction
{
    private static readonly Lock Changes = new();
    private static HashSet<string> _known = [.. KnownSecrets.In(Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "")))];
    private static volatile Redactor _current = new(_known);

    /// <summary>The text without secrets.</summary>
    public static string Apply(string text) => _current.Redact(text);

    /// <summary>Knows from now on what is secret in the settings too.</summary>
    public static SlopSettings Learn(SlopSettings settings)
    {
        if (settings.NotifyUrl is { } url)
        {
            Learn(KnownSecrets.Of(url));
        }

        return settings;
    }

    private static void Learn(IEnumerable<string> secrets)
    {
        lock (Changes)
        {
            var known = _known.Union(secrets).ToHashSet(StringComparer.Ordinal);
            if (known.Count > _known.Count)
            {
                _known = known;
                _current = new(known);
            }
        }
    }
}
