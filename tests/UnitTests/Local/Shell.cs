using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

/// <summary>Runs shell lines for the tests, with nothing but PATH in the environment.</summary>
internal static class Shell
{
    public static IReadOnlyDictionary<string, string> PathOnly { get; } =
        new Dictionary<string, string> { ["PATH"] = string.Join(':', ProgramPath.Folders) };

    public static ProcessSpec Spec(string script, string? folder = null) => new()
    {
        File = "/bin/sh",
        Arguments = ["-c", script],
        WorkingDirectory = folder ?? Path.GetTempPath(),
        Environment = PathOnly,
    };

    public static Task<ProcessResult> RunAsync(string script, string? folder = null) =>
        ProcessRunner.Shared.RunAsync(Spec(script, folder), TestContext.Current.CancellationToken);
}
