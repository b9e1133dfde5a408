namespace SlopTemporal.RealRepositories.Kinds;

/// <summary>A Python package with a virtual environment in the repository, and unittest.</summary>
internal sealed class PythonPackage(Registry registry) : RealRepository(registry)
{
    private const string Counts = "phrases/counts.py";
    private const string OldLine = "f\"{number} {word if number == 1 else plural(word)}\"";

    public override string Track => "python";

    public override string Needs => "python3 -c 'import ensurepip, venv'";

    public override IReadOnlyList<string> Setup => ["python3 -m venv .venv", ".venv/bin/pip install -q -r requirements.txt"];

    public override IReadOnlyList<string> Verify => [".venv/bin/python -m unittest discover -s tests -t ."];

    public override (string Old, string New) Archives => ($"/{Wheel(Old)}", $"/{Wheel(New)}");

    public override object[] None =>
    [
        Playground.EditFile(Counts, OldLine, "f\"{number or 'no'} {word if number == 1 else plural(word)}\""),
        Playground.WriteFile("tests/test_none.py", Test("counts", "count", ("count(0, 'box')", "no boxes"))),
    ];

    public override object[] NoneResolved =>
    [
        Playground.Call("read_file", new { path = Counts }),
        Playground.WriteFile(Counts, CountsWith("f\"{f'{number:,}' if number else 'no'} {word if number == 1 else plural(word)}\"")),
    ];

    public override object[] Join =>
    [
        Playground.WriteFile(
            "phrases/join.py",
            """
            def join(words):
                '''Words as a list: a, b and c.'''
                return ' and '.join(filter(None, [', '.join(words[:-1]), *words[-1:]]))

            """),
        Playground.WriteFile("tests/test_join.py", Test("join", "join", ("join(['a', 'b', 'c'])", "a, b and c"), ("join(['a'])", "a"))),
        Playground.Call("run_command", new { command = ".venv/bin/python -m unittest discover -s tests -t ." }),
    ];

    public override object[] Thousands =>
    [
        Playground.EditFile(Counts, OldLine, "f\"{number:,} {word if number == 1 else plural(word)}\""),
        Playground.WriteFile("tests/test_thousands.py", Test("counts", "count", ("count(1200, 'box')", "1,200 boxes"))),
    ];

    public override object[] TitlesWrong => Titles("text.capitalize()");

    public override object[] TitlesRight => Titles("text.title()");

    public override object[] Ordinals =>
    [
        Playground.EditFile("requirements.txt", $"acme-words=={Old}", $"acme-words=={New}"),
        Playground.WriteFile(
            "phrases/ordinals.py",
            """
            from acme_words import ordinal


            def place(number, word):
                '''A place in a row: 2nd box.'''
                return f'{ordinal(number)} {word}'

            """),
        Playground.WriteFile("tests/test_ordinals.py", Test("ordinals", "place", ("place(2, 'box')", "2nd box"))),
    ];

    public override IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["README.md"] = "# phrases\n\nSays how many there are.\n",
        [".gitignore"] = ".venv/\n__pycache__/\n",
        ["pyproject.toml"] = "[project]\nname = \"phrases\"\nversion = \"1.0.0\"\ndynamic = [\"dependencies\"]\n",
        ["requirements.txt"] = $"--index-url {Registry.Address}/simple/\n--trusted-host {Registry.Host}\nacme-words=={Old}\n",
        ["phrases/__init__.py"] = "",
        [Counts] = CountsWith(OldLine),
        ["phrases/titles.py"] = "def title(text):\n    return text.lower()\n",
        ["tests/__init__.py"] = "",
        ["tests/test_counts.py"] = Test("counts", "count", ("count(1, 'box')", "1 box"), ("count(3, 'box')", "3 boxes")),
    };

    public override Task PublishAsync(string folder)
    {
        const string Plural = "def plural(word):\n    return word + ('es' if word.endswith(('s', 'x', 'ch', 'sh')) else 's')\n";
        const string Ordinal = "\n\ndef ordinal(number):\n    return f\"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th')}\"\n";
        var wheels = new Dictionary<string, byte[]> { [Old] = MakeWheel(Old, Plural), [New] = MakeWheel(New, Plural + Ordinal) };
        foreach (var (version, wheel) in wheels)
        {
            Registry.Serve($"/files/{Wheel(version)}", "application/octet-stream", wheel);
        }

        var links = wheels.Select(w => $"<a href=\"/files/{Wheel(w.Key)}#sha256={Archive.Sha256(w.Value)}\">{Wheel(w.Key)}</a>");
        Registry.Serve("/simple/acme-words/", "text/html", $"<!DOCTYPE html><html><body>{string.Join("<br>", links)}</body></html>");
        return Task.CompletedTask;
    }

    private static string Wheel(string version) => $"acme_words-{version}-py3-none-any.whl";

    private static byte[] MakeWheel(string version, string code)
    {
        var info = $"acme_words-{version}.dist-info";
        return Archive.Zip(new Dictionary<string, string>
        {
            ["acme_words/__init__.py"] = code,
            [$"{info}/METADATA"] = $"Metadata-Version: 2.1\nName: acme-words\nVersion: {version}\n",
            [$"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            [$"{info}/RECORD"] = $"acme_words/__init__.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
        });
    }

    private static object[] Titles(string expression) =>
    [
        Playground.EditFile("phrases/titles.py", "text.lower()", expression),
        Playground.WriteFile("tests/test_titles.py", Test("titles", "title", ("title('a red box')", "A Red Box"))),
    ];

    private static string CountsWith(string phrase) =>
        $"""
        from acme_words import plural


        def count(number, word):
            '''How many there are, in words.'''
            return {phrase}

        """;

    private static string Test(string module, string function, params (string Call, string Result)[] cases) =>
        $"""
        import unittest

        from phrases.{module} import {function}


        class Test{function.ToUpperInvariant()}(unittest.TestCase):
            def test_words(self):
        {string.Join('\n', cases.Select(c => $"        self.assertEqual({c.Call}, '{c.Result}')"))}

        """;
}
