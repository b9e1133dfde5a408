using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>Mounts overlays for one command, in namespaces of its own: they are gone when it ends, however it ends.</summary>
internal static class OverlayMounts
{
    // Each overlay is two arguments, its options and its place; "--" ends them, and the command follows.
    private const string Script =
        "set -e; while [ \"$1\" != -- ]; do mount -t overlay overlay -o \"$1\" \"$2\"; shift 2; done; shift; exec \"$@\"";

    /// <summary>Whether the programs are there; whether the kernel allows it shows when it is tried.</summary>
    public static bool HasPrograms => ProgramPath.FindFull("unshare") is not null && ProgramPath.FindFull("mount") is not null;

    /// <summary>The command after the mounts. Its user is root in the new namespace, and the command has to change that.</summary>
    public static IReadOnlyList<string> Wrap(IReadOnlyList<SandboxOverlay> overlays, IReadOnlyList<string> command) =>
    [
        "unshare", "--user", "--map-root-user", "--mount", "--propagation", "private", "--",
        "/bin/sh", "-c", Script, "sh",
        .. overlays.SelectMany(o => new[] { Options(o), o.Mount }),
        "--", .. command,
    ];

    // A user's overlay keeps its notes in attributes that users may write.
    private static string Options(SandboxOverlay overlay) =>
        $"lowerdir={Escape(overlay.Lower)},upperdir={Escape(overlay.Upper)},workdir={Escape(overlay.Work)},userxattr";

    private static string Escape(string path) => path
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);
}
