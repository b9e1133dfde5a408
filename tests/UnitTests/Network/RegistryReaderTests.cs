using SlopTemporal.Local.Network;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Network;

/// <summary>What a home folder says of registries, with a planted secret wherever one can be.</summary>
public sealed class RegistryReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_home_says_nothing()
    {
        var read = Read();

        Assert.Empty(read.Hosts);
        Assert.Empty(read.Variables);
        Assert.Empty(read.Files);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Npm_has_registries_of_its_own_and_of_scopes()
    {
        _folder.Write("root/etc/npmrc", "registry=https://machine.example/\n@b:registry=https://b.example");
        _folder.Write(
            "home/.npmrc",
            """
            ; mine
            registry = "https://u:PLANTED@npm.corp.example/repo/?t=PLANTED"
            //npm.corp.example/repo/:_authToken=PLANTED
            @corp:registry=https://${PLACE}:8443/x
            @t:registry=https://token.example/${TOKEN}/x
            """);
        _variables["PLACE"] = "scope.example";
        _variables["TOKEN"] = "PLANTED";

        var read = Read();

        Assert.Equal(
            [
                "machine.example /root/etc/npmrc", "b.example /root/etc/npmrc", "npm.corp.example ~/.npmrc", "scope.example:8443 ~/.npmrc",
                "token.example ~/.npmrc",
            ],
            Hosts(read));
        // No variable: that would win over the file of a repository.
        Assert.Empty(read.Variables);
        Assert.Equal(
            [
                new(
                    ".npmrc",
                    "registry=https://machine.example/\n@b:registry=https://b.example\nregistry=https://npm.corp.example/repo/\n"
                        + "@corp:registry=https://scope.example:8443/x\n"),
            ],
            read.Files);
        _variables["npm_config_registry"] = "https://u:PLANTED@shell.example";
        Assert.Equal("https://shell.example", Read().Variables["npm_config_registry"]);
        Assert.Contains("shell.example $npm_config_registry", Hosts(Read()));
    }

    [Fact]
    public void Yarn_has_a_server_and_those_of_scopes()
    {
        _folder.Write(
            "home/.yarnrc.yml",
            "npmRegistryServer: https://yarn.example\nnpmAuthToken: PLANTED\nnpmScopes:\n  a:\n    npmRegistryServer: https://a.example\n");

        var read = Read();

        Assert.Equal(["yarn.example ~/.yarnrc.yml", "a.example ~/.yarnrc.yml"], Hosts(read));
        Assert.Equal([new("YARN_NPM_REGISTRY_SERVER", "https://yarn.example")], read.Variables);
    }

    [Fact]
    public void Pip_and_uv_have_indexes_in_files_and_variables()
    {
        _folder.Write("root/etc/pip.conf", "[global]\nindex-url = https://machine.example/simple");
        _folder.Write(
            "home/.config/pip/pip.conf",
            """
            [global]
            index-url = https://u:PLANTED@pip.example/simple
            extra-index-url =
                https://one.example/simple
                https://u:PLANTED@two.example:8443/simple?a=b
            trusted-host = pip.example
            [list]
            index-url = https://never.example
            """);
        _folder.Write(
            "home/.config/uv/uv.toml",
            """
            # uv
            extra-index-url = [
              "https://uv.example/simple", # one
            ]
            [[index]]
            name = "n"
            url = 'https://u:PLANTED@n.example'
            """);
        _variables["UV_DEFAULT_INDEX"] = "corp=https://u:PLANTED@d.example/simple";

        var read = Read();

        Assert.Equal(
            ["d.example", "machine.example", "n.example", "one.example", "pip.example", "two.example:8443", "uv.example"],
            read.Hosts.Select(host => host.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["PIP_INDEX_URL"] = "https://pip.example/simple",
                ["PIP_EXTRA_INDEX_URL"] = "https://one.example/simple https://two.example:8443/simple",
                ["UV_EXTRA_INDEX_URL"] = "https://uv.example/simple",
                ["UV_INDEX"] = "https://n.example",
                ["UV_DEFAULT_INDEX"] = "corp=https://d.example/simple",
            },
            read.Variables);
    }

    [Fact]
    public void Cargo_has_registries_and_sources_that_stand_for_others()
    {
        _folder.Write(
            "home/.cargo/config.toml",
            """
            [build]
            jobs = 4
            rustflags = ["-C", "x=y"]
            [registries]
            inline = { index = "https://inline.example/git" }
            [registries.my-corp]
            index = "sparse+https://u:PLANTED@cargo.example/index/"
            token = "PLANTED"
            [source.crates-io]
            replace-with = "mirror"
            [source.mirror]
            registry = "sparse+https://mirror.example/"
            """);

        var read = Read();

        Assert.Equal(["inline.example", "cargo.example", "mirror.example"], read.Hosts.Select(host => host.Name));
        Assert.Equal("sparse+https://cargo.example/index/", read.Variables["CARGO_REGISTRIES_MY_CORP_INDEX"]);
        Assert.Equal("https://inline.example/git", read.Variables["CARGO_REGISTRIES_INLINE_INDEX"]);
        Assert.Equal(
            [
                new(
                    ".cargo/config.toml",
                    "source.\"crates-io\".replace-with = \"mirror\"\nsource.\"mirror\".registry = \"sparse+https://mirror.example/\"\n"),
            ],
            read.Files);
    }

    [Fact]
    public void Go_has_a_list_of_proxies()
    {
        _folder.Write("home/.config/go/env", "GOFLAGS=-mod=mod\nGOPROXY=https://u:PLANTED@go.example|https://b.example/x,direct\n");

        var read = Read();

        Assert.Equal(["go.example ~/.config/go/env", "b.example ~/.config/go/env"], Hosts(read));
        Assert.Equal([new("GOPROXY", "https://go.example|https://b.example/x,direct")], read.Variables);
        _variables["GOPROXY"] = "off";
        Assert.Equal([new("GOPROXY", "off")], Read().Variables);
    }

    [Fact]
    public void Maven_has_mirrors_and_repositories_and_its_passwords_stay_behind()
    {
        _folder.Write(
            "home/.m2/settings.xml",
            """
            <settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
              <servers><server><id>m</id><password>PLANTED</password></server></servers>
              <mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>https://u:PLANTED@maven.example/r</url></mirror></mirrors>
              <profiles><profile><id>p</id><properties><a>PLANTED</a></properties>
                <repositories><repository><id>r</id><url>https://r.example:8443</url></repository></repositories></profile></profiles>
            </settings>
            """);

        var read = Read();

        Assert.Equal(["maven.example ~/.m2/settings.xml", "r.example:8443 ~/.m2/settings.xml"], Hosts(read));
        var file = Assert.Single(read.Files);
        Assert.Equal(".m2/settings.xml", file.Path);
        Assert.Contains("<url>https://maven.example/r</url>", file.Text, StringComparison.Ordinal);
        Assert.Contains("<mirrorOf>*</mirrorOf>", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NuGet_has_sources_that_files_add_and_take_away()
    {
        _folder.Write(
            "root/etc/opt/NuGet/Config/a.config",
            """<configuration><packageSources><add key="machine" value="https://machine.example/v3" /></packageSources></configuration>""");
        _folder.Write(
            "home/.nuget/NuGet/NuGet.Config",
            """
            <configuration>
              <packageSources>
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" protocolVersion="3" />
                <add key="corp" value="http://u:PLANTED@nuget.example:8081/v3?x" allowInsecureConnections="true" />
                <add key="off" value="https://off.example" />
                <add key="local" value="/srv/packages" />
              </packageSources>
              <disabledPackageSources><add key="off" value="true" /></disabledPackageSources>
              <packageSourceCredentials><corp><add key="ClearTextPassword" value="PLANTED" /></corp></packageSourceCredentials>
            </configuration>
            """);

        var read = Read();

        Assert.Equal(["machine.example", "api.nuget.org", "nuget.example:8081", "off.example"], read.Hosts.Select(host => host.Name));
        Assert.Equal(
            """
            <configuration>
              <packageSources>
                <clear />
                <add key="machine" value="https://machine.example/v3" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" protocolVersion="3" />
                <add key="corp" value="http://nuget.example:8081/v3" allowInsecureConnections="true" />
              </packageSources>
            </configuration>

            """,
            read.NuGetConfig);
        Assert.Equal(".nuget/NuGet/NuGet.Config", Assert.Single(read.Files).Path);
    }

    [Fact]
    public void Nothing_but_the_public_source_of_NuGet_needs_no_file()
    {
        _folder.Write(
            "home/.nuget/NuGet/NuGet.Config",
            """
            <configuration><packageSources><add key="n" value="https://api.nuget.org/v3/index.json" /></packageSources></configuration>
            """);

        Assert.Empty(Read().Files);
    }

    [Theory]
    [InlineData(".m2/settings.xml", "<settings>PLANTED<", "line 1 is not XML")]
    [InlineData(".m2/settings.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><settings>&b;</settings>", "it is not XML")]
    [InlineData(".nuget/NuGet/NuGet.Config", "", "it is not XML")]
    [InlineData(".cargo/config.toml", "[a\nb = PLANTED", "line 1 is not TOML")]
    [InlineData(".cargo/config.toml", "a = \"PLANTED", "line 1 is not TOML")]
    [InlineData(".cargo/config.toml", "a = {{{{", "line 1 is not TOML")]
    [InlineData(".yarnrc.yml", "a: [PLANTED", "it is not YAML")]
    public void A_file_that_is_not_understood_is_told_and_skipped(string file, string text, string reason)
    {
        _folder.Write($"home/{file}", text);
        _folder.Write("home/.npmrc", "registry=https://npm.example");

        var read = Read();

        Assert.Equal([$"~/{file} is not read for registries ({reason}): name their hosts in network_allow."], read.Warnings);
        Assert.Equal(["npm.example"], read.Hosts.Select(host => host.Name));
    }

    [Fact]
    public void A_file_of_cargo_that_ends_anywhere_is_read_or_told()
    {
        const string Text = "a = \"x\\u00e9\"\n[[b.\"c\"]]\nd = [1, 'y', { e = \"\"\"z\n\"\"\" }] # f\n";
        for (var length = 0; length < Text.Length; length++)
        {
            _folder.Write("home/.cargo/config.toml", Text[..length]);

            Assert.InRange(Read().Warnings.Count, 0, 1);
        }

        Assert.Equal(["a=x\u00e9", "b.c.d=y", "b.c.d.e=z\n"], TomlTexts.Read(Text).Select(t => $"{string.Join('.', t.Path)}={t.Text}"));
    }

    [Fact]
    public void A_folder_a_large_file_and_an_address_without_a_name_are_told()
    {
        _folder.Folder("home/.npmrc");
        _folder.Write("home/.yarnrc.yml", "# " + new string('x', 2 << 20));
        _folder.Write("home/.config/go/env", "GOPROXY=https://u:PLANTED@10.0.0.1/");

        var read = Read();

        Assert.Empty(read.Hosts);
        Assert.Equal(
            [
                "~/.npmrc is not read for registries (it is a folder): name their hosts in network_allow.",
                "~/.yarnrc.yml is not read for registries (it has more than 1048576 bytes): name their hosts in network_allow.",
                "~/.config/go/env has an address whose host is no name: no command reaches it.",
            ],
            read.Warnings);
    }

    [Fact]
    public void A_command_is_led_to_its_proxy_by_every_name_that_programs_read()
    {
        var variables = ProxyVariables.For(3128);

        Assert.All(
            ["HTTP_PROXY", "https_proxy", "ALL_PROXY", "npm_config_https_proxy", "CARGO_HTTP_PROXY", "YARN_HTTPS_PROXY"],
            name => Assert.Equal("http://127.0.0.1:3128", variables[name]));
        Assert.Equal("localhost,127.0.0.1,::1", variables["no_proxy"]);
        Assert.Contains("-Dhttps.proxyPort=3128", variables["MAVEN_OPTS"], StringComparison.Ordinal);
        Assert.All(["MAVEN_OPTS", "GRADLE_OPTS"], name => Assert.DoesNotContain('|', variables[name]));
        Assert.DoesNotContain("JAVA_TOOL_OPTIONS", variables.Keys);
    }

    private static IEnumerable<string> Hosts(PersonalRegistries read) => read.Hosts.Select(host => $"{host.Name} {host.Origin}");

    private PersonalRegistries Read()
    {
        var read = RegistryReader.Read(new(_folder.In("home"), _folder.In("root"), _variables));

        var all = string.Join('\n', [.. read.Variables.Values, .. read.Files.Select(file => file.Text), .. read.Warnings, .. Hosts(read)]);
        Assert.DoesNotContain("PLANTED", all, StringComparison.Ordinal);
        return read with
        {
            Hosts = [.. read.Hosts.Select(h => h with { Origin = h.Origin.Replace(_folder.Path, "", StringComparison.Ordinal) })],
        };
    }
}
