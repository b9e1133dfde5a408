using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlopTemporal.RealRepositories.Kinds;

/// <summary>An npm package with a lock file, a dependency that has one itself, and node's own test runner.</summary>
internal sealed class NpmPackage(Registry registry) : RealRepository(registry)
{
    private const string Counts = "lib/counts.js";
    private const string Rules = "acme-rules";
    private const string Words = "acme-words";

    private const string OldLine = "${number} ${number === 1 ? word : plural(word)}";
    private static readonly JsonSerializerOptions AsNpmWrites =
        new() { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Dictionary<string, byte[]> _archives = [];

    public override string Track => "npm";

    public override string Needs =>
        "npm --version && node -e 'process.exit(process.versions.node.split(\".\")[0] >= 20 ? 0 : 1)'";

    public override IReadOnlyList<string> Setup => ["npm ci"];

    public override IReadOnlyList<string> Verify => ["npm test"];

    public override (string Old, string New) Archives => ($"/{Words}-{Old}.tgz", $"/{Words}-{New}.tgz");

    public override object[] None =>
    [
        Playground.EditFile(Counts, OldLine, "${number || 'no'} ${number === 1 ? word : plural(word)}"),
        Playground.WriteFile("test/none.test.js", Test("counts", "count", ("count(0, 'box')", "no boxes"))),
    ];

    public override object[] NoneResolved =>
    [
        Playground.Call("read_file", new { path = Counts }),
        Playground.WriteFile(Counts, CountsWith("${number ? number.toLocaleString('en') : 'no'} ${number === 1 ? word : plural(word)}")),
    ];

    public override object[] Join =>
    [
        Playground.WriteFile(
            "lib/join.js",
            """
            'use strict';

            /** Words as a list: `a, b and c`. */
            function join(words) {
              return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
            }

            module.exports = { join };

            """),
        Playground.WriteFile("test/join.test.js", Test("join", "join", ("join(['a', 'b', 'c'])", "a, b and c"), ("join(['a'])", "a"))),
        Playground.Call("run_command", new { command = "npm test" }),
    ];

    public override object[] Thousands =>
    [
        Playground.EditFile(Counts, OldLine, "${number.toLocaleString('en')} ${number === 1 ? word : plural(word)}"),
        Playground.WriteFile("test/thousands.test.js", Test("counts", "count", ("count(1200, 'box')", "1,200 boxes"))),
    ];

    public override object[] TitlesWrong => Titles("text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()");

    public override object[] TitlesRight => Titles("text.replace(/\\b[a-z]/g, letter => letter.toUpperCase())");

    public override object[] Ordinals =>
    [
        Playground.EditFile("package.json", $"\"{Words}\": \"{Old}\"", $"\"{Words}\": \"{New}\""),
        Playground.WriteFile("package-lock.json", Lock(New)),
        Playground.WriteFile(
            "lib/ordinals.js",
            """
            'use strict';
            const { ordinal } = require('acme-words');

            /** A place in a row: `2nd box`. */
            function place(number, word) {
              return `${ordinal(number)} ${word}`;
            }

            module.exports = { place };

            """),
        Playground.WriteFile("test/ordinals.test.js", Test("ordinals", "place", ("place(2, 'box')", "2nd box"))),
    ];

    public override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["README.md"] = "# phrases\n\nSays how many there are.\n",
        [".gitignore"] = "node_modules/\n",
        [".npmrc"] = $"registry={Registry.Address}/\naudit=false\nfund=false\nupdate-notifier=false\n",
        ["package.json"] =
            """
            {
              "name": "phrases",
              "version": "1.0.0",
              "main": "lib/counts.js",
              "scripts": { "test": "node --test test/*.test.js" },
              "dependencies": { "acme-words": "1.0.0" }
            }

            """,
        ["package-lock.json"] = Lock(Old),
        [Counts] = CountsWith(OldLine),
        ["lib/titles.js"] = TitlesWith("text.toLowerCase()"),
        ["test/counts.test.js"] = Test("counts", "count", ("count(1, 'box')", "1 box"), ("count(3, 'box')", "3 boxes")),
    };

    public override Task PublishAsync(string folder)
    {
        Publish(Rules, Old, "exports.es = /(s|x|ch|sh)$/;\n");
        const string Plural = "const { es } = require('acme-rules');\nexports.plural = word => word + (es.test(word) ? 'es' : 's');\n";
        const string Ordinal = "exports.ordinal = number => number + (['th', 'st', 'nd', 'rd'][number] ?? 'th');\n";
        Publish(Words, Old, Plural);
        Publish(Words, New, Plural + Ordinal);
        return Task.CompletedTask;
    }

    private static object[] Titles(string expression) =>
    [
        Playground.EditFile("lib/titles.js", "text.toLowerCase()", expression),
        Playground.WriteFile("test/titles.test.js", Test("titles", "title", ("title('a red box')", "A Red Box"))),
    ];

    private static string CountsWith(string phrase) =>
        $$"""
        'use strict';
        const { plural } = require('acme-words');

        /** How many there are, in words. */
        function count(number, word) {
          return `{{phrase}}`;
        }

        module.exports = { count };

        """;

    private static string TitlesWith(string expression) =>
        $$"""
        'use strict';

        function title(text) {
          return {{expression}};
        }

        module.exports = { title };

        """;

    private static string Test(string module, string function, params (string Call, string Result)[] cases) =>
        $$"""
        'use strict';
        const assert = require('node:assert');
        const test = require('node:test');
        const { {{function}} } = require('../lib/{{module}}');

        test('{{module}}', () => {
        {{string.Join('\n', cases.Select(c => $"  assert.equal({c.Call}, '{c.Result}');"))}}
        });

        """;

    private void Publish(string name, string version, string code)
    {
        var needs = name == Words ? new Dictionary<string, string> { [Rules] = Old } : [];
        var manifest = JsonSerializer.Serialize(new { name, version, main = "index.js", dependencies = needs });
        _archives[$"{name}-{version}"] = Archive.TarGz(new Dictionary<string, string>
        {
            ["package/package.json"] = manifest,
            ["package/index.js"] = code,
        });
        Registry.Serve($"/{name}/-/{name}-{version}.tgz", "application/octet-stream", _archives[$"{name}-{version}"]);
    }

    private string Lock(string version)
    {
        object Locked(string name, string v, object? dependencies) => new
        {
            version = v,
            resolved = $"{Registry.Address}/{name}/-/{name}-{v}.tgz",
            integrity = Archive.Integrity(_archives[$"{name}-{v}"]),
            dependencies,
        };
        var packages = new Dictionary<string, object>
        {
            [""] = new { name = "phrases", version = "1.0.0", dependencies = new Dictionary<string, string> { [Words] = version } },
            [$"node_modules/{Rules}"] = Locked(Rules, Old, dependencies: null),
            [$"node_modules/{Words}"] = Locked(Words, version, new Dictionary<string, string> { [Rules] = Old }),
        };
        return JsonSerializer.Serialize(
            new { name = "phrases", version = "1.0.0", lockfileVersion = 3, requires = true, packages }, AsNpmWrites);
    }
}
