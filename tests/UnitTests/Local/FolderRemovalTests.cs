using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

public sealed class FolderRemovalTests
{
    [Theory]
    [InlineData("mkdir -p a/b; echo x > a/b/c; ln -s /etc a/link; mkfifo pipe")]
    [InlineData("n=$(printf 'n\\377'); mkdir -p \"$n/$n\"; echo x > \"$n/$n/$n\"")]
    [InlineData("for i in $(seq 30); do mkdir $(printf 'x%.0s' $(seq 200)); cd x*; done; echo x > f")]
    [InlineData("mkdir -p a/b/c; echo x > a/b/c/d; chmod 000 a/b/c; chmod 555 a/b; chmod 000 a")]
    [InlineData("n=$(printf 'n\\377'); mkdir -p \"$n/b/c\"; echo x > \"$n/b/c/d\"; chmod 000 \"$n/b/c\"; chmod 555 \"$n/b\"")]
    public async Task Whatever_a_command_left_is_removed(string command)
    {
        using var folder = new TempFolder();
        var inner = folder.Folder("inner");
        await Shell.RunAsync(command, inner);

        FolderRemoval.Remove(inner);

        Assert.False(Directory.Exists(inner));
        Assert.True(Directory.Exists("/etc"));
    }
}
