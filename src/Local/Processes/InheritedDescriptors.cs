using System.Runtime.InteropServices;

namespace SlopTemporal.Local.Processes;

/// <summary>What whoever started this program left open.</summary>
public static partial class InheritedDescriptors
{
    private const uint FirstBesideStreams = 3;
    private const uint CloseOnExec = 4;

    /// <summary>
    /// Keeps it from the processes that this one starts: through the descriptor of a folder a command would reach files past every mount
    /// of its sandbox. First thing in a program.
    /// </summary>
    /// <remarks>Linux 5.9 and newer; before, nothing happens.</remarks>
    public static void Keep()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = close_range(FirstBesideStreams, uint.MaxValue, CloseOnExec);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close_range(uint first, uint last, uint flags);
}
