using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>
/// The name and address that a person gave git: a project's tests commit in folders of their own, and git asks who they are.
/// </summary>
internal static class PersonalIdentity
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // What git needs to find the configuration; nothing else of it goes on.
    private static readonly string[] Variables = ["PATH", "HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"];

    /// <summary>A configuration of git with these two alone; null: the person gave git no name.</summary>
    public static async Task<string?> FindConfigAsync(ProcessRunner runner)
    {
        var (name, email) = (await AskAsync(runner, "user.name"), await AskAsync(runner, "user.email"));
        return name is null || email is null ? null : $"[user]\n\tname = {Quoted(name)}\n\temail = {Quoted(email)}\n";
    }

    private static async Task<string?> AskAsync(ProcessRunner runner, string key)
    {
        try
        {
            var result = await runner.RunAsync(
                new()
                {
                    File = "git",
                    Arguments = ["config", "--global", "--includes", "--get", key],
                    WorkingDirectory = Path.GetTempPath(),
                    Environment = Variables.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
                        .Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value!),
                    Timeout = Limit,
                    IsShort = true,
                },
                CancellationToken.None);
            return result.Succeeded && result.StandardOutput.Text.TrimEnd('\n') is { Length: > 0 } value ? value : null;
        }
        catch (ProcessStartException)
        {
            return null;
        }
    }

    private static string Quoted(string value)
    {
        var escaped = value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped.Replace("\n", @"\n", StringComparison.Ordinal)}\"";
    }
}
