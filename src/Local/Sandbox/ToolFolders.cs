using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>What the programs that a person has on PATH consist of, outside of the system's folders.</summary>
/// <param name="Folders">To be shown to commands, read-only.</param>
/// <param name="Links">Links on the way to them that lie in none of these.</param>
/// <param name="Path">The folders of PATH without links.</param>
internal sealed record ToolFolders(IReadOnlyList<string> Folders, IReadOnlyList<LinkOnTheWay> Links, IReadOnlyList<string> Path)
{
    /// <summary>So deep beneath the home folder lies an installation and nobody's settings: <c>.nvm/versions/node/v24</c>.</summary>
    private const int DepthOfInstallation = 3;

    /// <summary>Tools are installed while the worker runs.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(1);

    private const string Optional = "/opt";

    private const string Shims = "shims";

    /// <summary>Beside programs of other places there may be anything: of these only what programs are made of is shown.</summary>
    private static readonly string[] Parts = ["lib", "lib64", "libexec"];

    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    private static readonly Recent<ToolFolders> Last = new(Recently, FindOwn);

    /// <summary>Those of the worker, read within the last minute.</summary>
    public static ToolFolders Current() => Last.Value;

    /// <param name="programs">The folders of PATH.</param>
    /// <param name="home">The person's home folder: only what belongs to programs is shown of it.</param>
    /// <param name="named">Files and folders that variables name: an SDK, certificates.</param>
    public static ToolFolders Find(IReadOnlyList<string> programs, string home, IEnumerable<string> named)
    {
        var search = new Search(Posix.RealPath(home));
        var path = programs.Select(search.AddPrograms).Distinct().ToList();
        foreach (var place in named.Where(System.IO.Path.IsPathFullyQualified).Where(System.IO.Path.Exists))
        {
            search.Add(search.Follow(place));
        }

        return new([.. search.Folders], [.. search.Links.Distinct()], path);
    }

    private static ToolFolders FindOwn()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] named = [.. SandboxEnvironment.Places.Select(Environment.GetEnvironmentVariable)];
        return Find(ProgramPath.Folders, home, named.OfType<string>());
    }

    private sealed class Search(string home)
    {
        private readonly HashSet<string> _seen = [];

        public HashSet<string> Folders { get; } = [];

        public List<LinkOnTheWay> Links { get; } = [];

        public void Add(string path)
        {
            // The home folder itself, or what it lies in, is no program's.
            if (!SystemFolders.Has(path) && path != "/" && path != home && !home.StartsWith(path + "/", StringComparison.Ordinal))
            {
                Folders.Add(path);
            }
        }

        /// <summary>The end of a path; the links on the way are noted.</summary>
        public string Follow(string path)
        {
            var walk = LinkWalk.Along(path);
            Links.AddRange(walk.Links.Where(link => !SystemFolders.Has(link.Path)));
            return walk.End;
        }

        /// <summary>A folder of programs, what they need beside it, and what its links lead to.</summary>
        /// <returns>The folder without links.</returns>
        public string AddPrograms(string folder)
        {
            var real = Posix.RealPath(folder);
            if (!_seen.Add(real) || !Directory.Exists(real))
            {
                return real;
            }

            AddInstallation(real);
            var entries = new DirectoryInfo(real).EnumerateFileSystemInfos("*", Readable);
            foreach (var entry in entries.Where(entry => entry.LinkTarget is not null))
            {
                AddTarget(Follow(entry.FullName));
            }

            return real;
        }

        private void AddTarget(string program)
        {
            if (SystemFolders.Has(program) || System.IO.Path.GetDirectoryName(program) is not { } folder)
            {
                return;
            }

            if (IsForPrograms(folder) || IsInstallation(folder))
            {
                AddPrograms(folder);
            }
            else
            {
                Add(program);
            }
        }

        private void AddInstallation(string programs)
        {
            Add(programs);
            if (!IsForPrograms(programs) || System.IO.Path.GetDirectoryName(programs) is not { } root || SystemFolders.Has(root))
            {
                return;
            }

            if (IsInstallation(root) || System.IO.Path.GetFileName(programs) == Shims)
            {
                Add(root);
            }
            else
            {
                Parts.Select(part => System.IO.Path.Combine(root, part)).Where(Directory.Exists).ToList().ForEach(Add);
            }
        }

        private static bool IsForPrograms(string folder) => System.IO.Path.GetFileName(folder) is "bin" or "sbin" or Shims;

        private bool IsInstallation(string folder) =>
            folder.StartsWith(Optional + "/", StringComparison.Ordinal)
            || (folder.StartsWith(home + "/.", StringComparison.Ordinal)
                && folder[(home.Length + 1)..].Split('/').Length >= DepthOfInstallation);
    }
}
