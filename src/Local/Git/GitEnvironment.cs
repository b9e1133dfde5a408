using System.Globalization;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>What git sees of the machine: nobody's configuration, no program to run, no network, one identity.</summary>
internal static class GitEnvironment
{
    private const string Name = "SlopTemporal";
    private const string Email = "slop@localhost";

    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["PATH"] = string.Join(Path.PathSeparator, ProgramPath.Folders),
        ["LC_ALL"] = "C",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_ATTR_NOSYSTEM"] = "1",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_OPTIONAL_LOCKS"] = "0",
        ["GIT_ALLOW_PROTOCOL"] = "",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["GIT_LFS_SKIP_SMUDGE"] = "1",
        ["GIT_NO_REPLACE_OBJECTS"] = "1",
        ["GIT_PAGER"] = "cat",
        ["GIT_EDITOR"] = "true",
        ["GIT_AUTHOR_NAME"] = Name,
        ["GIT_AUTHOR_EMAIL"] = Email,
        ["GIT_COMMITTER_NAME"] = Name,
        ["GIT_COMMITTER_EMAIL"] = Email,
    };

    // Given by the environment, so that they bind the gits that git starts, too.
    private static readonly KeyValuePair<string, string>[] Config =
    [
        new("safe.directory", "*"),
        new("safe.bareRepository", "explicit"),
        new("protocol.allow", "never"),
        new("core.fsmonitor", "false"),
        new("core.hooksPath", "/dev/null"),
        new("core.sshCommand", "false"),
        // A file's mode and the case of its name are part of the work, whatever the repository is set to, and a worktree has all files.
        new("core.fileMode", "true"),
        new("core.ignoreCase", "false"),
        new("core.sparseCheckout", "false"),
        new("core.excludesFile", "/dev/null"),
        new("core.attributesFile", "/dev/null"),
        new("core.trustCtime", "true"),
        new("core.checkStat", "default"),
        new("core.safecrlf", "false"),
        new("core.filesRefLockTimeout", "3000"),
        new("core.packedRefsTimeout", "3000"),
        new("commit.gpgSign", "false"),
        new("credential.helper", ""),
        new("diff.external", ""),
        new("diff.ignoreSubmodules", "all"),
        new("submodule.recurse", "false"),
        new("i18n.commitEncoding", "utf-8"),
        new("merge.conflictStyle", "merge"),
        new("merge.renames", "true"),
        new("gc.auto", "0"),
        new("maintenance.auto", "false"),
        new("advice.detachedHead", "false"),
    ];

    public static IReadOnlyDictionary<string, string> For(GitCall call)
    {
        var environment = new Dictionary<string, string>(Fixed);
        AddConfig(environment, [.. Config, .. call.Config]);
        if (call.IndexFile is { } index)
        {
            environment["GIT_INDEX_FILE"] = index;
        }

        if (call.Date is { } date)
        {
            var seconds = string.Create(CultureInfo.InvariantCulture, $"@{date.ToUnixTimeSeconds()} +0000");
            environment["GIT_AUTHOR_DATE"] = environment["GIT_COMMITTER_DATE"] = seconds;
        }

        return environment;
    }

    private static void AddConfig(Dictionary<string, string> environment, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        environment["GIT_CONFIG_COUNT"] = settings.Count.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < settings.Count; i++)
        {
            environment[$"GIT_CONFIG_KEY_{i}"] = settings[i].Key;
            environment[$"GIT_CONFIG_VALUE_{i}"] = settings[i].Value;
        }
    }
}
