using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

public sealed class ProgramRootsTests
{
    [Theory]
    [InlineData("/home/me/.pyenv/shims", "/home/me/.pyenv")]
    [InlineData("/home/me/.local/share/mise/shims/", "/home/me/.local/share/mise")]
    [InlineData("/home/me/.nvm/versions/node/v24.1.0/bin", "/home/me/.nvm/versions/node/v24.1.0/lib")]
    [InlineData("/home/me/.pyenv/bin", "/home/me/.pyenv/libexec")]
    public void Programs_that_only_point_elsewhere_bring_what_they_point_at(string program, string root) =>
        Assert.Contains(root, ProgramRoots.Behind([program], "/home/me"));

    [Theory]
    [InlineData("/home/me/shims", "/home/me")]
    [InlineData("/home/me/bin", "/home/me/")]
    [InlineData("/home/shims", "/home/me")]
    [InlineData("/shims", "/home/me")]
    [InlineData("/", "/home/me")]
    [InlineData("/home/me/tools", "/home/me")]
    public void A_home_folder_and_what_lies_directly_in_it_stay_out_of_sight(string program, string home) =>
        Assert.Empty(ProgramRoots.Behind([program], home));
}
