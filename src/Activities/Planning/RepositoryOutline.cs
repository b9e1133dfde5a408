using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Planning;

/// <summary>
/// What a repository holds, on a few pages: folders with their files, build files, the beginning of its README, names of types. The same
/// files give the same text, however large the repository is.
/// </summary>
internal static class RepositoryOutline
{
    private const int MaxFolders = 300;
    private const int FilesOfFolder = 12;
    private const int MaxBuildFiles = 6;
    private const int BuildFileLength = 2_000;
    private const int ReadmeLength = 4_000;
    private const int MaxSources = 400;
    private const int TypesOfFile = 8;
    private const int MaxTypes = 500;

    private static readonly string[] BuildFiles =
    [
        "Makefile", "package.json", "pyproject.toml", "setup.py", "requirements.txt", "tox.ini", "go.mod", "Cargo.toml", "pom.xml",
        "build.gradle", "build.gradle.kts", "CMakeLists.txt", "Gemfile", "composer.json", "global.json", "Directory.Build.props", "build",
        "justfile", "Dockerfile",
    ];

    private static readonly string[] ProjectEndings = [".sln", ".slnx", ".csproj", ".fsproj"];

    private static readonly string[] Readmes = ["README.md", "README", "README.rst", "README.txt", "readme.md"];

    /// <summary>The outline of a worktree.</summary>
    public static string Write(WorktreeFiles files)
    {
        var all = files.Files().Select(path => path.Replace('\\', '/')).ToList();
        string?[] parts = [Tree(all), Builds(files, all), Readme(files, all), Types(files, all)];
        return string.Join("\n\n", parts.OfType<string>()) + "\n";
    }

    private static string Tree(List<string> all)
    {
        var text = new StringBuilder($"FILES ({Number(all.Count)} in all)");
        var folders = all.GroupBy(FolderOf).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var folder in folders.Take(MaxFolders))
        {
            var names = folder.Select(path => path[(folder.Key.Length == 0 ? 0 : folder.Key.Length + 1)..]).ToList();
            var more = names.Count > FilesOfFolder ? $", and {Number(names.Count - FilesOfFolder)} more" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n{(folder.Key.Length == 0 ? "." : folder.Key)}/: ")
                .Append(string.Join(", ", names.Take(FilesOfFolder).Select(Plain))).Append(more);
        }

        return folders.Count > MaxFolders ? $"{text}\nand {Number(folders.Count - MaxFolders)} more folders" : text.ToString();
    }

    /// <summary>Build files, those nearest to the top first.</summary>
    private static string? Builds(WorktreeFiles files, List<string> all)
    {
        var found = all.Where(IsBuildFile).OrderBy(Depth).ThenBy(path => path, StringComparer.Ordinal).ToList();
        var shown = found.Take(MaxBuildFiles)
            .Select(path => (Path: path, Text: Read(files, path)))
            .Where(file => file.Text is not null)
            .Select(file => $"--- {Plain(file.Path)}\n{Preview.HeadAndTail(file.Text!.TrimEnd(), BuildFileLength)}");
        var others = string.Join(", ", found.Skip(MaxBuildFiles).Take(40).Select(Plain));
        var more = others.Length == 0 ? "" : $"\nfurther ones: {others}";
        return found.Count == 0 ? null : $"BUILD FILES\n{string.Join('\n', shown)}{more}";
    }

    private static string? Readme(WorktreeFiles files, List<string> all) =>
        Readmes.FirstOrDefault(all.Contains) is { } path && Read(files, path) is { } text
            ? $"{path}\n{Preview.HeadAndTail(text.TrimEnd(), ReadmeLength)}"
            : null;

    private static string? Types(WorktreeFiles files, List<string> all)
    {
        var text = new StringBuilder();
        var left = MaxTypes;
        foreach (var path in all.Where(TypeNames.Knows).OrderBy(Depth).ThenBy(path => path, StringComparer.Ordinal).Take(MaxSources))
        {
            var names = left > 0 && Read(files, path) is { } source ? TypeNames.Find(path, source).Take(TypesOfFile).ToList() : [];
            left -= names.Count;
            text.Append(names.Count == 0 ? "" : $"\n{Plain(path)}: {string.Join(", ", names)}");
        }

        return text.Length == 0 ? null : $"TYPES{text}";
    }

    private static bool IsBuildFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return BuildFiles.Contains(name, StringComparer.Ordinal) || ProjectEndings.Any(end => name.EndsWith(end, StringComparison.Ordinal));
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    private static int Depth(string path) => path.Count(c => c == '/');

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name may hold a line break, which must not look like a line of the outline.</summary>
    private static string Plain(string path) => Preview.Line(path, 200);

    private static string? Read(WorktreeFiles files, string path)
    {
        try
        {
            return files.Read(path) is ReadResult.Text text ? TextFile.Read(text.Content.Span)?.Text : null;
        }
        catch (PathRefusedException)
        {
            return null;
        }
    }
}
