namespace SlopTemporal.RealRepositories;

/// <summary>What a person has in a checkout while others work on the repository: nothing of it may change.</summary>
internal sealed class Person(string repository, string branch)
{
    private readonly string _gitDir = Path.Combine(repository, ".git");

    /// <summary>Begins work of their own: something in the stash, something staged, something not, and a new file.</summary>
    public void Begin()
    {
        Write("README.md", "# Mine, for later\n");
        Git.Run(repository, "stash", "push", "-q", "-m", "for later");
        Git.Run(repository, "config", "user.nickname", "somebody");
        Write("README.md", "# Mine, staged\n");
        Git.Run(repository, "add", "README.md");
        Write("README.md", "# Mine, staged and changed\n");
        Write("notes.txt", "mine\n");
        // So that looking at it changes nothing afterwards.
        Git.Run(repository, "status", "--porcelain");
    }

    /// <summary>All that must stay as it is, to be compared.</summary>
    public string Look()
    {
        var files = new[] { "HEAD", "config", "index" }.Select(name => Archive.Sha256(File.ReadAllBytes(Path.Combine(_gitDir, name))));
        var refs = Git.Run(repository, "for-each-ref").Split('\n')
            .Where(line => !line.EndsWith($"refs/heads/{branch}", StringComparison.Ordinal))
            .Where(line => !line.Contains("refs/slop/", StringComparison.Ordinal));
        string[] shown =
        [
            Git.Run(repository, "stash", "list"),
            Git.Run(repository, "--no-optional-locks", "status", "--porcelain"),
            Git.Run(repository, "--no-optional-locks", "diff"),
            File.ReadAllText(Path.Combine(repository, "notes.txt")),
        ];
        return string.Join('\n', [.. files, .. refs, .. shown]);
    }

    /// <summary>What work that is over has left in the repository besides its branch.</summary>
    public IReadOnlyList<string> FindLeftovers()
    {
        var worktrees = Path.Combine(_gitDir, "worktrees");
        return
        [
            .. Git.Run(repository, "worktree", "list").Split('\n').Skip(1),
            .. Directory.Exists(worktrees) ? Directory.EnumerateFileSystemEntries(worktrees) : [],
            .. Directory.EnumerateFiles(_gitDir, "*.lock", SearchOption.AllDirectories),
        ];
    }

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(repository, path), text);
}
