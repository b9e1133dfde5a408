using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>Appends whole lines to a file that several processes may write.</summary>
internal static class AppendOnly
{
    private const int WriteOnly = 1;
    private static readonly int Append = OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    public static void WriteLine(string path, byte[] line)
    {
        byte[] whole = [.. line, (byte)'\n'];
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (OperatingSystem.IsWindows())
        {
            file.Write(whole);
            return;
        }

        // FileMode.Append seeks to the end but does not open with O_APPEND, so two writers would write over each other.
        using var handle = Open(path, WriteOnly | Append);
        if (handle.IsInvalid || Write(handle, whole, (nuint)whole.Length) != whole.Length)
        {
            throw new IOException($"Cannot append to {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(SafeFileHandle file, byte[] bytes, nuint count);
}
