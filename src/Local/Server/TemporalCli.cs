using System.Reflection;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Server;

/// <summary>The executable that has the development server in it.</summary>
public static class TemporalCli
{
    /// <summary>Names the executable; before all but the flag.</summary>
    public const string Variable = "TEMPORAL_CLI_PATH";

    private const string Name = "temporal";
    private const string MetadataKey = "TemporalCli";

    /// <summary>The executable to use; null if there is none.</summary>
    /// <remarks>
    /// The first that is there of: the flag, the variable, the one that came with the program, PATH, an earlier download.
    /// </remarks>
    /// <exception cref="LocalServerException">The flag or the variable names what is no executable.</exception>
    public static string? Find(string? flag, SlopHome? home = null) =>
        FindNamed(flag, "--temporal-cli")
        ?? FindNamed(Environment.GetEnvironmentVariable(Variable), Variable)
        ?? FindBundled()
        ?? ProgramPath.Find(Name)
        ?? (home is null ? null : FirstExecutable(Path.Combine(home.Bin, Name)));

    /// <summary>The one that came with the program: beside it where it is published, in the package folder where it is built.</summary>
    public static string? FindBundled()
    {
        var metadata = typeof(TemporalCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        var noted = metadata.FirstOrDefault(note => note.Key == MetadataKey)?.Value;
        return OperatingSystem.IsLinux() ? FirstExecutable(Path.Combine(AppContext.BaseDirectory, "tools", Name), noted) : null;
    }

    private static string? FirstExecutable(params string?[] places) =>
        places.FirstOrDefault(place => place is not null && ProgramPath.IsExecutable(place));

    private static string? FindNamed(string? path, string source) => string.IsNullOrEmpty(path)
        ? null
        : FirstExecutable(Path.GetFullPath(path)) ?? throw new LocalServerException(
            $"{source} names {path}, which is not an executable file. Name the 'temporal' program, or leave it out.");
}
