using System.Collections;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Network;

/// <summary>Where the person's configuration lies.</summary>
/// <param name="Home">The home folder.</param>
/// <param name="Root">What stands for <c>/</c>.</param>
/// <param name="Variables">Those of the worker.</param>
public sealed record RegistryPlaces(string Home, string Root, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Those of this process.</summary>
    public static RegistryPlaces Own => new(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "/",
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? ""));

    /// <summary>Null: it is not set, or empty.</summary>
    internal string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    internal string ConfigFolder => Variable("XDG_CONFIG_HOME") ?? Path.Combine(Home, ".config");

    /// <summary>As people know the file.</summary>
    internal string Show(string path) =>
        path.StartsWith(Home + "/", StringComparison.Ordinal) ? "~" + path[Home.Length..] : path;
}

/// <summary>Reads what the person's own files and variables say of registries, and never a file of a repository.</summary>
public sealed class RegistryReader
{
    private const int MostBytes = 1024 * 1024;

    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = false };
    private static readonly string[] NpmUserFile = ["npm_config_userconfig", "NPM_CONFIG_USERCONFIG"];
    private static readonly string[] NpmRegistry = ["NPM_CONFIG_REGISTRY", "npm_config_registry"];

    private readonly RegistryPlaces _places;
    private readonly List<AllowedHost> _hosts = [];
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _warnings = [];
    private readonly List<NuGetStep> _nuGet = [];

    private RegistryReader(RegistryPlaces places) => _places = places;

    /// <summary>The variables that are read; some of them may hold a password.</summary>
    public static IReadOnlyList<string> VariableNames { get; } =
    [
        "XDG_CONFIG_HOME", "CARGO_HOME", "GOENV", GoProxy.Variable, .. NpmUserFile, .. NpmRegistry, "PIP_CONFIG_FILE", .. Pip.Variables,
    ];

    /// <summary>A file that cannot be read or understood is a warning, and says nothing.</summary>
    public static PersonalRegistries Read(RegistryPlaces places) => new RegistryReader(places).ReadAll();

    private PersonalRegistries ReadAll()
    {
        var npm = ReadNpm();
        ReadPython();
        var old = Path.Combine(CargoHome, "config");
        var cargo = Files(Cargo.Read, File.Exists(old) ? old : Path.Combine(CargoHome, "config.toml"));
        Files(GoProxy.Read, _places.Variable("GOENV") ?? Path.Combine(_places.ConfigFolder, "go", "env"));
        OfVariable(GoProxy.Variable, GoProxy.Of);
        var maven = Files(Maven.Read, InHome(Maven.File));
        ReadNuGet();

        var files = new List<RegistryFile>();
        if (NuGetSources.Text(NuGetSources.Resolve(_nuGet)) is { } nuGet)
        {
            files.Add(new(NuGetSources.File, nuGet));
        }

        Add(Npm.File, npm, lines => string.Join('\n', lines) + "\n");
        Add(Cargo.File, cargo, lines => string.Join('\n', lines) + "\n");
        Add(Maven.File, maven, Maven.Text);
        return new([.. _hosts.DistinctBy(host => (host.Host, host.Port))], _variables, files, _warnings);

        void Add(string path, IReadOnlyList<string> lines, Func<IReadOnlyList<string>, string> text)
        {
            if (lines.Count > 0)
            {
                files.Add(new(path, text(lines)));
            }
        }
    }

    private string CargoHome => _places.Variable("CARGO_HOME") ?? InHome(".cargo");

    private List<string> ReadNpm()
    {
        Func<string, RegistryNotes> read = text => Npm.Read(text, _places.Variable);
        var own = NpmUserFile.Select(_places.Variable).FirstOrDefault(path => path is not null) ?? InHome(Npm.File);
        // What stands last in the file of the sandbox wins, as the person's own does.
        var lines = Files(read, InRoot("usr/etc/npmrc"), InRoot("usr/local/etc/npmrc"), InRoot("etc/npmrc"), own);
        Array.ForEach(NpmRegistry, name => OfVariable(name, Npm.OfVariable));
        Files(Yarn.Read, InHome(".yarnrc.yml"));
        return lines;
    }

    private void ReadPython()
    {
        Files(Pip.Read, InRoot("etc/pip.conf"), InHome(".pip/pip.conf"), Path.Combine(_places.ConfigFolder, "pip", "pip.conf"));
        if (_places.Variable("PIP_CONFIG_FILE") is { } named && named != "/dev/null")
        {
            Files(Pip.Read, named);
        }

        Files(Pip.ReadUv, InRoot("etc/uv/uv.toml"), Path.Combine(_places.ConfigFolder, "uv", "uv.toml"));
        foreach (var name in Pip.Variables)
        {
            OfVariable(name, value => Pip.OfVariable(name, value));
        }
    }

    private void ReadNuGet()
    {
        RegistryNotes Read(string text)
        {
            var steps = NuGetSources.Read(text);
            _nuGet.AddRange(steps);
            return new([.. steps.Select(step => step.Address).Where(RegistryAddress.IsWeb)]);
        }

        // The person's own come last: they win.
        string[] folders = [InRoot("etc/opt/NuGet/Config"), InHome(".nuget/config"), InHome(".config/NuGet/config")];
        Files(Read, [.. folders.SelectMany(ConfigFiles), InHome(".config/NuGet/NuGet.Config"), InHome(NuGetSources.File)]);
    }

    private IReadOnlyList<string> ConfigFiles(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.config", AnyCase).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn(folder, e);
            return [];
        }
    }

    private void OfVariable(string name, Func<string, RegistryNotes> read)
    {
        if (_places.Variable(name) is { } value)
        {
            Keep(read(value), $"${name}");
        }
    }

    /// <returns>The lines of all of them.</returns>
    private List<string> Files(Func<string, RegistryNotes> read, params string[] paths)
    {
        var lines = new List<string>();
        foreach (var path in paths.Distinct())
        {
            try
            {
                var notes = read(GivenFile.ReadText(path, MostBytes));
                Keep(notes, _places.Show(path));
                lines.AddRange(notes.Lines);
            }
            catch (FileNotFoundException)
            {
                // Nobody has to have one.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                Warn(path, e);
            }
        }

        return lines;
    }

    private void Keep(RegistryNotes notes, string origin)
    {
        foreach (var address in notes.Addresses)
        {
            if (AllowedHost.Of(address, origin) is { } host)
            {
                _hosts.Add(host);
            }
            else
            {
                // The address itself may hold a password.
                _warnings.Add($"{origin} has an address whose host is no name: no command reaches it.");
            }
        }

        foreach (var (name, value) in notes.Variables)
        {
            _variables[name] = value;
        }
    }

    private void Warn(string path, Exception e) =>
        _warnings.Add($"{_places.Show(path)} is not read for registries ({e.Message}): name their hosts in network_allow.");

    private string InHome(string path) => Path.Combine(_places.Home, path);

    private string InRoot(string path) => Path.Combine(_places.Root, path);
}
