using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local.Files;

/// <summary>A file or a pipe, opened without waiting for anybody and without setting a device in motion. Linux only.</summary>
internal sealed class GivenStream : Stream
{
    /// <summary>
    /// What has a pipe with a name open may never write to it; a pipe without a name belongs to the command, which waits for it.
    /// </summary>
    public static readonly TimeSpan NamedPipeSilence = TimeSpan.FromSeconds(10);

    private const string WithoutName = "pipe:[";

    private readonly SafeFileHandle _file;
    private readonly bool _isNamedPipe;
    private bool _hasBegun;

    private GivenStream(SafeFileHandle file, bool isNamedPipe) => (_file, _isNamedPipe) = (file, isNamedPipe);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="IOException">It is something else than a file or, where it may be one, a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static GivenStream Open(string path, PipeUse pipes)
    {
        // Looked at before it is opened: opening is what sets some devices in motion.
        using (var look = PosixFiles.OpenToLook(path))
        {
            Check(PosixFiles.KindOf(look), pipes);
        }

        var file = PosixFiles.OpenToRead(path);
        try
        {
            var kind = PosixFiles.KindOf(file);
            Check(kind, pipes);
            return new(file, kind == GivenKind.Pipe && HasName(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">Nothing comes, or the system refuses.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count;
        while (!PosixFiles.TryRead(_file, buffer, out count))
        {
            if (!PosixFiles.WaitToRead(_file, _isNamedPipe ? NamedPipeSilence : Timeout.InfiniteTimeSpan))
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is a named pipe, and nothing came through it for {NamedPipeSilence.TotalSeconds} seconds"));
            }
        }

        if (_isNamedPipe && count == 0 && !_hasBegun)
        {
            throw new IOException("it is a named pipe that nobody writes to");
        }

        _hasBegun = true;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private static void Check(GivenKind kind, PipeUse pipes)
    {
        var refused = kind switch
        {
            GivenKind.File => null,
            GivenKind.Pipe => pipes == PipeUse.Read ? null : "it is a pipe",
            GivenKind.Folder => "it is a folder",
            GivenKind.Socket => "it is a socket",
            _ => "it is a device",
        };
        if (refused is not null)
        {
            throw new IOException(refused);
        }
    }

    private static bool HasName(SafeFileHandle file) =>
        new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget?.StartsWith(WithoutName, StringComparison.Ordinal) != true;
}
