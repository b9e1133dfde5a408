using System.Net;
using SlopTemporal.Local.Network;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Network;

/// <summary>Names, addresses, and who is on the list.</summary>
public sealed class HostListTests
{
    [Theory]
    [InlineData("Registry.NPMJS.org.", "registry.npmjs.org")]
    [InlineData("b\u00fccher.example", "xn--bcher-kva.example")]
    [InlineData("a_b-c.example", "a_b-c.example")]
    [InlineData("nexus", "nexus")]
    [InlineData("a..b", null)]
    [InlineData("a.b..", null)]
    [InlineData(".", null)]
    [InlineData("", null)]
    [InlineData("a b.example", null)]
    [InlineData("a\0b.example", null)]
    [InlineData("a@b.example", null)]
    [InlineData("a%2eb.example", null)]
    [InlineData("a\r\nb", null)]
    public void A_name_has_one_form(string text, string? form) => Assert.Equal(form, HostNames.Normalise(text));

    [Fact]
    public void A_name_is_no_longer_than_names_are()
    {
        Assert.Null(HostNames.Normalise(new string('a', 64) + ".example"));
        Assert.Null(HostNames.Normalise(string.Join('.', Enumerable.Repeat("abcdefgh", 30))));
    }

    [Theory]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.255.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("198.51.100.1", true)]
    [InlineData("203.0.113.7", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:0:10.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("64:ff9b:1::8.8.8.8", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2002:808:808::1", true)]
    [InlineData("2001:0:1::1", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("fc00::1", false)]
    [InlineData("fdff::1", false)]
    [InlineData("fe80::1%3", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void An_address_is_open_or_not(string address, bool open) =>
        Assert.Equal(open, AddressRules.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void The_list_is_what_registries_files_remotes_and_the_setting_name()
    {
        var registries = PersonalRegistries.None with { Hosts = [new("npm.corp.example", 8443, "~/.npmrc")] };
        string[] remotes =
        [
            "https://user:planted@git.example/x.git", "git@github.com:a/b.git", "ssh://git.other/x", "/srv/x", "http://10.0.0.1/x",
            "https://127.1/x", "https://api.nuget.org/x",
        ];

        var hosts = AllowedHosts.For(registries, remotes, NetworkAllow.Read("more.example, wide.example:444"));

        Assert.Equal(
            $"{AllowedHosts.Public.All.Count + 4} hosts: NuGet, npm, pip, cargo, go, Maven, Gradle, RubyGems, Composer; "
            + "from ~/.npmrc: npm.corp.example:8443; from git remote: git.example; from network_allow: more.example, wide.example:444",
            hosts.Describe());
        Assert.Equal(Admission.Allowed, hosts.Admits(new("registry.npmjs.org", 443)));
        Assert.Equal(Admission.Allowed, hosts.Admits(new("git.example", 80)));
        Assert.Equal(Admission.Allowed, hosts.Admits(new("npm.corp.example", 8443)));
        Assert.Equal(Admission.OtherPort, hosts.Admits(new("npm.corp.example", 443)));
        Assert.Equal(Admission.NotOnTheList, hosts.Admits(new("npmjs.org", 443)));
        Assert.Equal("no hosts", AllowedHosts.None.Describe());
        Assert.All(AllowedHosts.Public.All, host => Assert.Equal(host.Host, HostNames.Normalise(host.Host)));
    }

    [Theory]
    [InlineData("[\"A.example\", \"b.example:8443\"]", "a.example, b.example:8443")]
    [InlineData("a.example b.example:443,c.example", "a.example, b.example:443, c.example")]
    [InlineData("none", "none")]
    [InlineData("[]", "none")]
    public void The_setting_is_a_list_of_hosts(string text, string shown) => Assert.Equal(shown, NetworkAllow.Read(text).Describe());

    [Theory]
    [InlineData("*.example", "'*.example' is a pattern; each host is named whole")]
    [InlineData(".example", "'.example' is a pattern")]
    [InlineData("10.0.0.1", "'10.0.0.1' is an address; only names are allowed")]
    [InlineData("10.0.0.1:80", "'10.0.0.1:80' is an address")]
    [InlineData("::1", "'::1' is an address")]
    [InlineData("https://a.example/", "'https://a.example/' is an address of the web; only its host is named")]
    [InlineData("a.example/x", "'a.example/x' has a path")]
    [InlineData("u@a.example", "'u@a.example' has a user in it")]
    [InlineData("a.example:0", "'a.example:0' is not a host, or host:port")]
    [InlineData("a.example:1:2", "'a.example:1:2' is")]
    [InlineData("[null]", "null is not a host")]
    [InlineData("[1]", "expected [\"registry.example.com\",\"git.example.com:8443\"]: ")]
    public void What_is_not_a_host_is_a_clear_mistake(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => NetworkAllow.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_repository_opens_a_host()
    {
        using var folder = new Local.TempFolder();
        var repository = folder.Write("slop.json", """{ "network_allow": ["evil.example"] }""");
        var mine = folder.Write("mine.json", """{ "network_allow": ["good.example"] }""");

        var loaded = SettingsLoader.Load(new() { UserFile = mine, RepositoryFile = repository, Repository = RepositoryTrust.Confirmed });

        Assert.Equal("good.example", loaded.Values.NetworkAllow.Describe());
        Assert.Single(loaded.Refused);
    }
}
