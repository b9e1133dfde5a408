using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// What the commands of a checkout see of git beside <see cref="Scratch.Git"/>. It lies where commands do not reach, since it says what
/// else of the machine they may read.
/// </summary>
/// <param name="Objects">Folders of objects, to be read only.</param>
/// <param name="Linked">Folders of the checkout with a <c>.git</c> that leads there: submodules, and the top, which is empty.</param>
internal sealed record GitView(IReadOnlyList<string> Objects, IReadOnlyList<string> Linked)
{
    private const string GitName = ".git";

    /// <summary>The view of a checkout; null: git does not work in it.</summary>
    public static GitView? ReadFrom(Scratch scratch)
    {
        var file = FileOf(scratch);
        return File.Exists(file) ? JsonSerializer.Deserialize<GitView>(File.ReadAllBytes(file), SlopJson.Options) : null;
    }

    public void WriteTo(Scratch scratch) =>
        AtomicFile.Write(FileOf(scratch), JsonSerializer.SerializeToUtf8Bytes(this, SlopJson.Options).AsSpan());

    /// <summary>The file that stands in place of the <c>.git</c> of a folder.</summary>
    public static string LinkFile(Scratch scratch, string folder) =>
        Path.Combine(scratch.Private, "link-" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(folder)));

    /// <summary>Gives a copy of a checkout the same view.</summary>
    public static void Copy(Scratch from, Scratch to)
    {
        if (ReadFrom(from) is { } view)
        {
            PrivateFolder.Create(to.Private);
            foreach (var folder in view.Linked)
            {
                File.Copy(LinkFile(from, folder), LinkFile(to, folder), overwrite: true);
            }

            view.WriteTo(to);
        }
    }

    /// <summary>For bubblewrap, after the checkout itself.</summary>
    /// <param name="worktree">The checkout on this side.</param>
    /// <param name="overlays">What the checkout is seen through.</param>
    /// <param name="place">Where it is seen.</param>
    public IEnumerable<string> Arguments(string worktree, IReadOnlyList<SandboxOverlay> overlays, string place) =>
    [
        "--bind", Scratch.For(worktree).Git, SandboxPlaces.Git,
        .. Objects.Where(Directory.Exists).SelectMany(folder => new[] { "--ro-bind", folder, folder }),
        .. Linked.Where(folder => IsPlain(Layers(worktree, overlays), folder))
            .SelectMany(folder => new[] { "--ro-bind", LinkFile(Scratch.For(worktree), folder), Path.Combine(place, folder, GitName) }),
    ];

    private static string FileOf(Scratch scratch) => Path.Combine(scratch.Private, "git-view.json");

    /// <summary>The folders that the checkout is made of, the one on top first.</summary>
    private static string[] Layers(string worktree, IReadOnlyList<SandboxOverlay> overlays) =>
        overlays.FirstOrDefault(overlay => overlay.Mount == worktree) is { } seen ? [seen.Upper, seen.Lower] : [worktree];

    // Through a link that a command has put there, the mount would be made elsewhere.
    private static bool IsPlain(string[] layers, string folder)
    {
        for (var part = folder; part.Length > 0; part = Path.GetDirectoryName(part) ?? "")
        {
            var top = layers.Select(layer => new DirectoryInfo(Path.Combine(layer, part)))
                .FirstOrDefault(entry => Path.Exists(entry.FullName));
            if (top is not { Exists: true, LinkTarget: null })
            {
                return false;
            }
        }

        return true;
    }
}
