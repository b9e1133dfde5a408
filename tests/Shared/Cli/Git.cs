using System.Diagnostics;

namespace SlopTemporal.Tests;

/// <summary>The real git, as the person at the repository uses it.</summary>
internal static class Git
{
    public static string Run(string folder, params string[] arguments)
    {
        var info = new ProcessStartInfo("git", ["-C", folder, "-c", "user.name=Person", "-c", "user.email=person@localhost", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var error = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error}");
        return output.TrimEnd();
    }

    public static string Tree(string folder, string commit) => Run(folder, "rev-parse", commit + "^{tree}");

    /// <summary>What the person must find as it was: branch, commit, index and changes of the checkout.</summary>
    public static string Checkout(string folder) =>
        string.Join(
            '\n',
            File.ReadAllText(Path.Combine(folder, ".git", "HEAD")),
            Run(folder, "rev-parse", "HEAD"),
            Run(folder, "status", "--porcelain"),
            Run(folder, "diff"));
}
