using System.Runtime.CompilerServices;

namespace SlopTemporal.UnitTests.Architecture;

/// <summary>The C# files of the project, generated ones left out.</summary>
internal static class SourceFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>Full paths of the files in folders of the project, the folders within them included.</summary>
    public static IEnumerable<string> In(params string[] folders) => folders
        .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
        .Where(f => !Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
