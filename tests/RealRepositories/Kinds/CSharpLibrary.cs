namespace SlopTemporal.RealRepositories.Kinds;

/// <summary>A C# library with a NuGet package, and a program of checks, which needs no test framework from anywhere.</summary>
internal sealed class CSharpLibrary(Registry registry) : RealRepository(registry)
{
    private const string Counts = "src/Counts.cs";
    private const string OldLine = "$\"{number} {(number == 1 ? word : Words.Plural(word))}\"";

    public override string Track => "csharp";

    public override string Needs => "dotnet --version";

    public override IReadOnlyList<string> Setup => ["dotnet restore checks -v q --nologo"];

    public override IReadOnlyList<string> Verify => ["dotnet run --project checks --no-restore"];

    public override (string Old, string New) Archives => ($"/acme.words.{Old}.nupkg", $"/acme.words.{New}.nupkg");

    public override object[] None =>
    [
        Playground.EditFile(Counts, OldLine, "$\"{(number == 0 ? \"no\" : number)} {(number == 1 ? word : Words.Plural(word))}\""),
        Playground.WriteFile("checks/NoneChecks.cs", Check("None", ("Counts.Count(0, \"box\")", "no boxes"))),
    ];

    public override object[] NoneResolved =>
    [
        Playground.Call("read_file", new { path = Counts }),
        Playground.WriteFile(
            Counts, CountsWith("$\"{(number == 0 ? \"no\" : $\"{number:N0}\")} {(number == 1 ? word : Words.Plural(word))}\"")),
    ];

    public override object[] Join =>
    [
        Playground.WriteFile(
            "src/Lists.cs",
            """
            namespace Phrases;

            public static class Lists
            {
                /// <summary>Words as a list: a, b and c.</summary>
                public static string Join(params string[] words) =>
                    words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
            }

            """),
        Playground.WriteFile(
            "checks/JoinChecks.cs",
            Check("Join", ("Lists.Join(\"a\", \"b\", \"c\")", "a, b and c"), ("Lists.Join(\"a\")", "a"))),
        Playground.Call("run_command", new { command = "dotnet build src --no-restore -v q --nologo" }),
    ];

    public override object[] Thousands =>
    [
        Playground.EditFile(Counts, OldLine, "$\"{number:N0} {(number == 1 ? word : Words.Plural(word))}\""),
        Playground.WriteFile("checks/ThousandsChecks.cs", Check("Thousands", ("Counts.Count(1200, \"box\")", "1,200 boxes"))),
    ];

    public override object[] TitlesWrong => Titles("text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant()");

    public override object[] TitlesRight =>
        Titles("string.Join(' ', text.Split(' ').Select(w => w[..1].ToUpperInvariant() + w[1..].ToLowerInvariant()))");

    public override object[] Ordinals =>
    [
        Playground.EditFile("src/Phrases.csproj", $"Version=\"{Old}\"", $"Version=\"{New}\""),
        Playground.WriteFile(
            "src/Ordinals.cs",
            """
            using Acme;

            namespace Phrases;

            public static class Ordinals
            {
                /// <summary>A place in a row: 2nd box.</summary>
                public static string Place(int number, string word) => $"{Words.Ordinal(number)} {word}";
            }

            """),
        Playground.WriteFile("checks/OrdinalChecks.cs", Check("Ordinal", ("Ordinals.Place(2, \"box\")", "2nd box"))),
    ];

    public override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["README.md"] = "# Phrases\n\nSays how many there are.\n",
        [".gitignore"] = "bin/\nobj/\n",
        ["nuget.config"] =
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="acme" value="{Registry.Address}/v3/index.json" allowInsecureConnections="true" />
              </packageSources>
            </configuration>

            """,
        ["src/Phrases.csproj"] = Project($"<PackageReference Include=\"Acme.Words\" Version=\"{Old}\" />"),
        [Counts] = CountsWith(OldLine),
        ["src/Titles.cs"] =
            """
            namespace Phrases;

            public static class Titles
            {
                public static string Of(string text) => text.ToLowerInvariant();
            }

            """,
        ["checks/Checks.csproj"] = Project("<ProjectReference Include=\"../src/Phrases.csproj\" />", "<OutputType>Exe</OutputType>"),
        ["checks/CountChecks.cs"] = Check("Count", ("Counts.Count(1, \"box\")", "1 box"), ("Counts.Count(3, \"box\")", "3 boxes")),
        ["checks/Program.cs"] =
            """
            var cases = typeof(CountChecks).Assembly.GetTypes()
                .Where(type => type.Name.EndsWith("Checks", StringComparison.Ordinal))
                .SelectMany(type => ((string, string)[])type.GetProperty("Cases")!.GetValue(null)!)
                .ToList();
            var red = cases.Where(c => c.Item1 != c.Item2).ToList();
            red.ForEach(c => Console.WriteLine($"'{c.Item1}' is not '{c.Item2}'"));
            Console.WriteLine($"{cases.Count} cases, {red.Count} red");
            return red.Count;

            """,
    };

    /// <summary>Packs a real library, twice, in a folder of its own.</summary>
    public override async Task PublishAsync(string folder)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Acme.Words.csproj"), Project("", "<DefineConstants>V$(Version.Replace('.', '_'))</DefineConstants>"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Words.cs"),
            """
            namespace Acme;

            public static class Words
            {
                public static string Plural(string word) => word + (word[^1] is 's' or 'x' or 'h' ? "es" : "s");
            #if V1_1_0

                public static string Ordinal(int number) => number + number switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
            #endif
            }

            """);
        foreach (var version in new[] { Old, New })
        {
            await Shell.MustAsync(folder, $"dotnet pack -c Release -o packed -p:Version={version} -v q --nologo");
            Registry.Serve(
                $"/flat/acme.words/{version}/acme.words.{version}.nupkg",
                "application/octet-stream",
                await File.ReadAllBytesAsync(Path.Combine(folder, "packed", $"Acme.Words.{version}.nupkg")));
        }

        Registry.Serve("/flat/acme.words/index.json", "application/json", $$"""{"versions":["{{Old}}","{{New}}"]}""");
        Registry.Serve(
            "/v3/index.json",
            "application/json",
            $$"""{"version":"3.0.0","resources":[{"@id":"{{Registry.Address}}/flat/","@type":"PackageBaseAddress/3.0.0"}]}""");
    }

    private static object[] Titles(string expression) =>
    [
        Playground.EditFile("src/Titles.cs", "text.ToLowerInvariant()", expression),
        Playground.WriteFile("checks/TitleChecks.cs", Check("Title", ("Titles.Of(\"a red box\")", "A Red Box"))),
    ];

    private static string CountsWith(string phrase) =>
        $$"""
        using Acme;

        namespace Phrases;

        public static class Counts
        {
            /// <summary>How many there are, in words.</summary>
            public static string Count(int number, string word) => {{phrase}};
        }

        """;

    private static string Check(string name, params (string Call, string Result)[] cases) =>
        $$"""
        using Phrases;

        public static class {{name}}Checks
        {
            public static (string, string)[] Cases =>
            [
        {{string.Join('\n', cases.Select(c => $"        ({c.Call}, \"{c.Result}\"),"))}}
            ];
        }

        """;

    private static string Project(string item, string property = "") =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            {property}
          </PropertyGroup>
          <ItemGroup>
            {item}
          </ItemGroup>
        </Project>

        """;
}
