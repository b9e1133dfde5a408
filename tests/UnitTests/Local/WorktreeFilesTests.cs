using System.Text;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

public sealed class WorktreeFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WorktreeFiles _files;

    public WorktreeFilesTests()
    {
        _folder.Write("outside/secret", "outside");
        _folder.Write("tree/src/a.txt", "alpha");
        _folder.Write("tree/.git", "gitdir: elsewhere");
        _files = new(_folder.In("tree"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../outside/secret")]
    [InlineData("src/../../outside/secret")]
    [InlineData("/etc/passwd")]
    [InlineData("~/.ssh/id_rsa")]
    [InlineData("C:/windows")]
    [InlineData("src\\a.txt")]
    [InlineData("src/a\0.txt")]
    [InlineData("src/a\n.txt")]
    [InlineData(".git")]
    [InlineData(".git/config")]
    [InlineData(".GIT/config")]
    [InlineData("src/.Git/hooks/x")]
    [InlineData("./.git./config")]
    [InlineData(".git /config")]
    [InlineData("git~1/config")]
    [InlineData(".git::$INDEX_ALLOCATION/config")]
    [InlineData(".g\u200Cit/config")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("src")]
    public void A_path_out_of_bounds_is_refused_for_reading_and_writing(string path)
    {
        Assert.Throws<PathRefusedException>(() => _files.Read(path));
        Assert.Throws<PathRefusedException>(() => _files.Write(path, "x"u8, null));
        Assert.Throws<PathRefusedException>(() => _files.Delete(path, Sha256.Hex("alpha")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("../../../../../../../../etc")]
    [InlineData("/etc")]
    [InlineData("/proc/self/root/etc")]
    public void A_link_that_leads_out_is_refused(string target)
    {
        Directory.CreateSymbolicLink(_folder.In("tree", "link"), target);

        Assert.Throws<PathRefusedException>(() => _files.Read("link/passwd"));
        Assert.Throws<PathRefusedException>(() => _files.List("link"));
        Assert.Throws<PathRefusedException>(() => _files.Write("link/new", "x"u8, null));
        Assert.False(File.Exists(_folder.In("outside", "new")));
    }

    [Fact]
    public void A_link_to_a_file_outside_is_neither_read_nor_written_through()
    {
        File.CreateSymbolicLink(_folder.In("tree", "link"), _folder.In("outside", "secret"));

        Assert.Throws<PathRefusedException>(() => _files.Read("link"));
        Assert.Throws<PathRefusedException>(() => _files.Write("link", "x"u8, Sha256.Hex("outside")));
        Assert.Equal("outside", File.ReadAllText(_folder.In("outside", "secret")));
    }

    [Fact]
    public void A_link_within_the_tree_is_read_but_not_written_through()
    {
        Directory.CreateSymbolicLink(_folder.In("tree", "alias"), "src");

        Assert.Equal("alpha", TextOf(_files.Read("alias/a.txt")));
        Assert.Contains(
            "symbolic link",
            Assert.Throws<PathRefusedException>(() => _files.Write("alias/a.txt", "x"u8, Sha256.Hex("alpha"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_within_the_tree_to_gits_own_files_is_refused()
    {
        File.CreateSymbolicLink(_folder.In("tree", "link"), ".git");

        Assert.Throws<PathRefusedException>(() => _files.Read("link"));
    }

    [Fact]
    public async Task A_pipe_is_refused_and_nobody_waits_for_it()
    {
        await Shell.RunAsync("mkfifo pipe", _files.Root);

        Assert.Throws<PathRefusedException>(() => _files.Read("pipe"));
        Assert.Throws<PathRefusedException>(() => _files.Write("pipe", "x"u8, null));
    }

    [Fact]
    public async Task A_hard_link_to_a_file_outside_is_not_written()
    {
        await Shell.RunAsync("ln ../outside/secret hard", _files.Root);

        Assert.Throws<PathRefusedException>(() => _files.Write("hard", "x"u8, Sha256.Hex("outside")));
        Assert.Equal("outside", (await Shell.RunAsync("cat ../outside/secret", _files.Root)).Output);
    }

    [Fact]
    public void A_new_file_gets_its_folders_and_repeating_the_write_is_done_already()
    {
        Assert.Equal(new WriteResult.Done(false), _files.Write("new/deep/b.txt", "beta"u8, null));
        Assert.Equal(new WriteResult.Done(true), _files.Write("new/deep/b.txt", "beta"u8, null));

        Assert.Equal("beta", TextOf(_files.Read("new/deep/b.txt")));
    }

    [Fact]
    public void A_write_needs_the_hash_of_what_is_there()
    {
        Assert.Equal(new WriteResult.Conflict(Sha256.Hex("alpha")), _files.Write("src/a.txt", "beta"u8, null));
        Assert.Equal(new WriteResult.Conflict(Sha256.Hex("alpha")), _files.Write("src/a.txt", "beta"u8, Sha256.Hex("other")));
        Assert.Equal(new WriteResult.Conflict(null), _files.Write("src/gone/b.txt", "beta"u8, Sha256.Hex("other")));
        Assert.Equal(new WriteResult.Done(false), _files.Write("src/a.txt", "beta"u8, Sha256.Hex("alpha")));

        Assert.False(Directory.Exists(_folder.In("tree", "src", "gone")));
    }

    [Fact]
    public async Task A_written_file_keeps_its_mode_and_leaves_nothing_beside_it()
    {
        await Shell.RunAsync("chmod 750 src/a.txt", _files.Root);

        _files.Write("src/a.txt", "beta"u8, Sha256.Hex("alpha"));

        Assert.Equal("750 1", (await Shell.RunAsync("stat -c '%a %h' src/a.txt", _files.Root)).Output.Trim());
        Assert.Equal(["src/a.txt"], _files.Files());
        Assert.Empty(Directory.GetFiles(Scratch.For(_files.Root).Private));
    }

    [Fact]
    public void A_delete_needs_the_hash_and_is_done_once_the_file_is_gone()
    {
        Assert.Equal(new WriteResult.Conflict(Sha256.Hex("alpha")), _files.Delete("src/a.txt", Sha256.Hex("other")));
        Assert.Equal(new WriteResult.Done(false), _files.Delete("src/a.txt", Sha256.Hex("alpha")));
        Assert.Equal(new WriteResult.Done(true), _files.Delete("src/a.txt", Sha256.Hex("alpha")));
        Assert.False(_files.Exists("src/a.txt"));
    }

    [Fact]
    public void What_cannot_be_shown_as_text_says_so()
    {
        File.WriteAllBytes(_folder.In("tree", "bin"), [1, 0, 2]);
        using (var large = File.Create(_folder.In("tree", "large")))
        {
            large.SetLength(WorktreeFiles.MaxBytes + 1);
        }

        Assert.Equal(new ReadResult.Binary(3, Sha256.Hex([1, 0, 2])), _files.Read("bin"));
        Assert.Equal(new ReadResult.TooLarge(WorktreeFiles.MaxBytes + 1), _files.Read("large"));
        Assert.Equal(new ReadResult.Missing(), _files.Read("nothing/here"));
        Assert.Throws<PathRefusedException>(() => _files.Write("huge", new byte[WorktreeFiles.MaxBytes + 1], null));
    }

    [Fact]
    public void A_folder_lists_its_names_in_order_without_gits_own()
    {
        _folder.Write("tree/b.txt", "bb");
        File.CreateSymbolicLink(_folder.In("tree", "alias"), "src");

        Assert.Equal(
            [
                new FolderEntry("alias", FileKind.Link, 0),
                new FolderEntry("b.txt", FileKind.File, 2),
                new FolderEntry("src", FileKind.Folder, 0),
            ],
            _files.List("."));
        Assert.Null(_files.List("nothing"));
        Assert.Throws<PathRefusedException>(() => _files.List("b.txt"));
        Assert.Equal(["b.txt", "src/a.txt"], _files.Files());
    }

    private static string TextOf(ReadResult result) => Encoding.UTF8.GetString(Assert.IsType<ReadResult.Text>(result).Content.Span);
}
