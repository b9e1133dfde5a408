using System.Runtime.CompilerServices;
using SlopTemporal.Domain.Attempts.Outputs;

namespace SlopTemporal.UnitTests.Outputs;

/// <summary>
/// What tools wrote, each in a file that begins with its command and the reason that is read from the rest; the place it ran in is called
/// as in a sandbox. APPROVE=1 rewrites the reasons.
/// </summary>
public sealed class CapturedOutputTests
{
    private const string Reason = "# reason: ";

    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reason_is_the_line_that_says_why(string name)
    {
        var path = Path.Combine(Folder(), name);
        var parts = File.ReadAllText(path).Split('\n', 3);

        var reason = FailureReason.Find(parts[2], "/home/agent/repo");

        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(path, $"{parts[0]}\n{Reason}{reason}\n{parts[2]}");
        }

        Assert.StartsWith("# $ ", parts[0], StringComparison.Ordinal);
        Assert.Equal(parts[1], Reason + reason);
    }

    private static string Folder([CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, "Captured");
}
