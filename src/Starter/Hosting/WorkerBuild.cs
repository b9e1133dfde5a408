using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Starter.Hosting;

/// <summary>
/// The worker that came with this program, and its copies in a home: what runs is a copy, so that a build never disturbs it.
/// </summary>
internal sealed class WorkerBuild
{
    private const string Executable = "SlopTemporal.Worker";
    private const int VersionLength = 12;

    /// <summary>Copies that are kept: open tracks may need an earlier build.</summary>
    private const int CopiesKept = 5;

    private readonly string _folder;
    private readonly IReadOnlyList<FileInfo> _files;

    private WorkerBuild(string folder)
    {
        _folder = folder;
        _files =
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(IsNeeded)
                .OrderBy(f => f.FullName, StringComparer.Ordinal),
        ];
        Version = Hash();
    }

    /// <summary>Changes with every build that changes the worker.</summary>
    public string Version { get; }

    /// <param name="program">Folder of the running program.</param>
    public static WorkerBuild Find(string program)
    {
        var folder = Path.Combine(program, "worker");
        return File.Exists(Path.Combine(folder, $"{Executable}.dll")) ? new(folder) : throw WorkerError.NoBuild(folder);
    }

    /// <summary>The command that runs it where it lies: for a moment only, as a build would disturb it.</summary>
    public (string File, IReadOnlyList<string> Arguments) Command => GetCommand(_folder);

    /// <summary>Makes the copy where it is missing; returns its folder.</summary>
    public string Install(SlopHome home)
    {
        var target = Path.Combine(home.Bin, Version);
        if (!Directory.Exists(target))
        {
            var draft = Path.Combine(home.Bin, $".{Version}.{Guid.NewGuid():N}");
            Copy(draft);
            Publish(draft, target);
            RemoveOld(home, target);
        }

        return target;
    }

    /// <summary>The command that runs a copy: its own executable, else the machine's dotnet.</summary>
    public static (string File, IReadOnlyList<string> Arguments) GetCommand(string copy)
    {
        var own = Path.Combine(copy, OperatingSystem.IsWindows() ? $"{Executable}.exe" : Executable);
        return File.Exists(own) ? (own, []) : (ProgramPath.Find("dotnet") ?? "dotnet", [Path.Combine(copy, $"{Executable}.dll")]);
    }

    private static void Publish(string draft, string target)
    {
        try
        {
            Directory.Move(draft, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another `up` was faster.
            Directory.Delete(draft, recursive: true);
        }
    }

    private static void RemoveOld(SlopHome home, string newest)
    {
        var old = new DirectoryInfo(home.Bin)
            .EnumerateDirectories()
            .Where(d => d.FullName != newest)
            .OrderByDescending(d => d.CreationTimeUtc)
            .Skip(CopiesKept - 1);
        var running = LocalState.Load(home).Worker?.Version;
        foreach (var copy in old.Where(d => d.Name != running))
        {
            copy.Delete(recursive: true);
        }
    }

    /// <summary>Native libraries of other systems are most of the bytes.</summary>
    private bool IsNeeded(FileInfo file)
    {
        var parts = Path.GetRelativePath(_folder, file.FullName).Split(Path.DirectorySeparatorChar);
        return parts is not ["runtimes", var platform, ..] || IsThisPlatform(platform);
    }

    private static bool IsThisPlatform(string platform)
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return platform == system
            || (platform.StartsWith(system, StringComparison.Ordinal)
                && platform.EndsWith($"-{architecture}", StringComparison.Ordinal));
    }

    private string Hash()
    {
        var list = new StringBuilder();
        foreach (var file in _files)
        {
            list.Append(
                CultureInfo.InvariantCulture,
                $"{Path.GetRelativePath(_folder, file.FullName)}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\n");
        }

        return Sha256.Hex(list.ToString())[..VersionLength];
    }

    private void Copy(string target)
    {
        foreach (var file in _files)
        {
            var copy = Path.Combine(target, Path.GetRelativePath(_folder, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }
}
