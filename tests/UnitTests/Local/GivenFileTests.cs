using System.IO.Pipes;
using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

public sealed class GivenFileTests : IDisposable
{
    private const int Maximum = 1_000_000;

    /// <summary>Longer than any answer may take; what hangs fails.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mkfifo it", PipeUse.Refuse, "it is a pipe")]
    [InlineData("mkfifo it", PipeUse.Read, "it is a named pipe that nobody writes to")]
    [InlineData("ln -s /dev/zero it", PipeUse.Read, "it is a device")]
    [InlineData("ln -s /dev/null it", PipeUse.Read, "it is a device")]
    [InlineData("mkdir it", PipeUse.Read, "it is a folder")]
    [InlineData("truncate -s 5G it", PipeUse.Read, "it has more than 1000000 bytes")]
    public async Task What_does_not_end_is_named_at_once(string make, PipeUse pipes, string what)
    {
        Assert.True((await Shell.RunAsync(make, _folder.Path)).Succeeded);

        var error = await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(_folder.In("it"), pipes));

        Assert.Equal(what, error.Message);
    }

    [Fact]
    public async Task A_socket_is_named_too()
    {
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder.In("it")));

        Assert.Equal("it is a socket", (await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(_folder.In("it"), PipeUse.Read))).Message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_from_one_that_may_not_be_read() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(_folder.In("none", "it"), PipeUse.Read));

    [Fact]
    public async Task A_named_pipe_with_a_writer_is_read_whole()
    {
        await Shell.RunAsync("mkfifo it", _folder.Path);
        var writing = Shell.RunAsync("exec 3<> it; printf one >&3; touch ready; head -c 200000 /dev/zero >&3", _folder.Path);
        await Eventually.HoldsAsync(() => File.Exists(_folder.In("ready")));

        var read = await ReadAsync(_folder.In("it"), PipeUse.Read);

        Assert.Equal(200_003, read.Length);
        await writing;
    }

    [Fact]
    public async Task A_pipe_of_the_command_itself_is_waited_for_and_read_whole()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        await pipe.WriteAsync(new byte[10], Token);
        var reading = ReadAsync($"/proc/self/fd/{pipe.GetClientHandleAsString()}", PipeUse.Read);

        // More than a pipe holds: it goes on when it is read.
        await pipe.WriteAsync(new byte[100_000], Token);
        await pipe.DisposeAsync();

        Assert.Equal(100_010, (await reading).Length);
    }

    private static Task<byte[]> ReadAsync(string path, PipeUse pipes) =>
        Task.Run(() => GivenFile.Read(path, Maximum, pipes), Token).WaitAsync(Limit, Token);
}
