using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

public sealed class InheritedDescriptorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_left_open_reaches_no_process_that_is_started()
    {
        Needed.Has(OperatingSystem.IsLinux(), "Descriptors are kept on Linux only.");
        using var file = File.OpenHandle(_folder.Write("secret", "of the person"));
        // A copy of a descriptor stays open in a child, as one of a shell does.
        using var left = new SafeFileHandle(dup(file.DangerousGetHandle().ToInt32()), ownsHandle: true);

        var before = await ReadAsync(left);
        InheritedDescriptors.Keep();
        var after = await ReadAsync(left);

        Assert.Equal(("of the person", ""), (before, after));
    }

    private async Task<string> ReadAsync(SafeFileHandle left)
    {
        var ran = await ProcessRunner.Shared.RunAsync(
            new()
            {
                File = "/bin/sh",
                Arguments = ["-c", $"cat /proc/self/fd/{left.DangerousGetHandle()} 2> /dev/null"],
                WorkingDirectory = _folder.Path,
                Timeout = TimeSpan.FromMinutes(1),
            },
            TestContext.Current.CancellationToken);
        return ran.Output;
    }

    [DllImport("libc")]
    private static extern int dup(int descriptor);
}
