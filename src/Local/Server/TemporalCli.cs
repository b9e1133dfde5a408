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

    /// <summary>The first that is there of: the flag, the variable, the one that came with the program, PATH, an earlier download; null if none.</summary>
    /// <exception cref="LocalServerException">The flag or the variable names what is no executable.</exception>
    public static string? Find(string? flag, SlopHome? home = null) =>
        Named(flag, "--temporal-cli")
        ?? Named(Environment.GetEnvironmentVariable(Variable), Variable)
        ?? Carried()
        ?? ProgramPath.Find(Name)
        ?? (home is null ? null : First(Path.Combine(home.Bin, Name)));

    /// <summary>The one that came with the program: beside it where it is published, in the package folder where it is built.</summary>
    public static string? Carried()
    {
        var noted = typeof(TemporalCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(note => note.Key == MetadataKey)?.Value;
        return OperatingSystem.IsLinux() ? First(Path.Combine(AppContext.BaseDirectory, "tools", Name), noted) : null;
    }

    private static string? First(params string?[] places) => places.FirstOrDefault(place => place is not null && ProgramPath.IsExecutable(place));

    private static string? Named(string? path, string by) => string.IsNullOrEmpty(path)
        ? null
        : First(Path.GetFullPath(path)) ?? throw new LocalServerException($"{by} names {path}, which is no executable file. Name the 'temporal' program, or leave it out.");
}
