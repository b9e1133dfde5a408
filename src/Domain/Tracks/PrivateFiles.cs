using System.Text.Json;
using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.Domain.Tracks;

/// <summary>
/// Files that usually hold secrets: models are shown none of them, and change none, but where a ticket names it. What a command reads is
/// another matter.
/// </summary>
/// <param name="Patterns">
/// Compared in any case; the last one that matches holds. A pattern is about the name of a file; with <c>/</c> at its end about the name of
/// a folder, and all that is in it; with <c>/</c> within it about a path from the top. One that begins with <c>!</c> takes files out again.
/// </param>
public sealed record PrivateFiles(IReadOnlyList<string> Patterns)
{
    /// <summary>The setting that replaces <see cref="Shipped"/>.</summary>
    public const string Setting = "private_files";

    /// <summary>Stands for all of <see cref="Shipped"/> in a person's list.</summary>
    public const string ShippedWord = "default";

    /// <summary>Where no file is private.</summary>
    public const string NoneWord = "none";

    /// <summary>What holds where nothing is set.</summary>
    public static PrivateFiles Shipped { get; } = new(
    [
        ".env*", "!.env.example", "!.env.sample", "!.env.template", "!.env.dist",
        "*.pem", "*.key", "*.pfx", "*.p12", "*.jks", "*.keystore", "*.kdbx", "*.ppk", "id_*", "!id_*.*",
        ".npmrc", ".pypirc", ".netrc", "_netrc", ".git-credentials", ".pgpass", ".htpasswd", ".dockercfg",
        ".ssh/", ".aws/", ".gnupg/", ".kube/", ".docker/config.json",
    ]);

    /// <summary>A person's list: JSON, or patterns with blanks or commas between; <c>none</c> is an empty one.</summary>
    /// <exception cref="FormatException">It is not a list of texts.</exception>
    public static PrivateFiles Read(string text)
    {
        try
        {
            var words = text.StartsWith('[')
                ? JsonSerializer.Deserialize<string[]>(text)!
                : text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            var patterns = words.Where(word => word.Length > 0 && word != NoneWord)
                .SelectMany(word => word == ShippedWord ? Shipped.Patterns : [word]);
            return new([.. patterns]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"expected [\"{ShippedWord}\",\"*.secret\",\"!test.pem\"]: {e.Message}", e);
        }
    }

    /// <summary>The list as it is shown.</summary>
    public string Describe() => Patterns.SequenceEqual(Shipped.Patterns) ? "as shipped"
        : Patterns.Count == 0 ? NoneWord
        : string.Join(", ", Patterns);

    /// <summary>Whether a file is private.</summary>
    /// <param name="path">Relative to the top of the repository, with <c>/</c>.</param>
    public bool Covers(string path)
    {
        var names = Names(path);
        return names.Length > 0 && (InPrivateFolder(names, names.Length - 1) || IsPrivate(names, names.Length, isFolder: false));
    }

    /// <summary>Whether all that is in a folder is private.</summary>
    /// <inheritdoc cref="Covers"/>
    public bool CoversFolder(string path)
    {
        var names = Names(path);
        return InPrivateFolder(names, names.Length);
    }

    private bool InPrivateFolder(string[] names, int count) =>
        Enumerable.Range(1, count).Any(length => IsPrivate(names, length, isFolder: true));

    private bool IsPrivate(string[] names, int length, bool isFolder) =>
        Patterns.LastOrDefault(pattern => Matches(pattern.TrimStart('!'), names, length, isFolder)) is { } last && !last.StartsWith('!');

    private static bool Matches(string pattern, string[] names, int length, bool isFolder)
    {
        var plain = pattern.ToLowerInvariant();
        var ofFolder = plain.EndsWith('/');
        plain = plain.TrimEnd('/');
        return ofFolder == isFolder && Glob.Matches(plain, plain.Contains('/') ? string.Join('/', names[..length]) : names[length - 1]);
    }

    private static string[] Names(string path) =>
        [.. path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".")];
}
