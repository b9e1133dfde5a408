using SlopTemporal.Domain.Attempts.Outputs;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Outputs;

/// <summary>What the tools of this machine write; <see cref="CapturedOutputTests"/> has those that are not here too.</summary>
public sealed class RealToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slop-reasons-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("nothing-here --x", "nothing-here: ")]
    [InlineData("echo tidy; . ./nothing.sh; exit 1", "nothing.sh")]
    [InlineData("cat nothing.txt", "cat: nothing.txt: No such file or directory")]
    [InlineData("echo one; echo two; exit 3", "one two")]
    public async Task The_shell_says_what_it_did_not_find(string command, string reason) =>
        Assert.Contains(reason, await ReasonAsync("sh", command), StringComparison.Ordinal);

    [Theory]
    [InlineData("int main(void) {\n  return x;\n}\n", "a.c:2:10: error: 'x' undeclared (first use in this function)")]
    [InlineData("#include \"nothing.h\"\n", "a.c:1:10: fatal error: nothing.h: No such file or directory")]
    [InlineData("int f(void);\nint main(void) { return f(); }\n", "undefined reference to `f'")]
    public async Task Gcc_says_what_does_not_compile(string code, string reason)
    {
        Write("a.c", code);

        Assert.Contains(reason, await ReasonAsync("gcc", "gcc a.c"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all:\n\t@echo one is not two; exit 3\n", "one is not two")]
    [InlineData("all:\n\t@nothing-here .\n", "make: nothing-here: No such file or directory")]
    [InlineData("all: nothing\n", "make: *** No rule to make target 'nothing', needed by 'all'. Stop.")]
    [InlineData("all:\n  echo x\n", "Makefile:2: *** missing separator. Stop.")]
    [InlineData("all:\n\t@$(MAKE) --no-print-directory sub\nsub:\n\t@echo three is not four; false\n", "three is not four")]
    public async Task Make_is_the_reason_only_where_it_gave_up_by_itself(string makefile, string reason)
    {
        Write("Makefile", makefile);

        Assert.Equal(reason, await ReasonAsync("make", "make"));
    }

    [Theory]
    [InlineData("require('./nothing')", "Error: Cannot find module './nothing' (a.js:1:1)")]
    [InlineData("const o = null;\no.x;", "TypeError: Cannot read properties of null (reading 'x') (a.js:2:3)")]
    [InlineData("let x = ;", "SyntaxError: Unexpected token ';' (a.js:1)")]
    [InlineData(
        "require('assert').strictEqual(3, 4)",
        "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 3 !== 4 (a.js:1:19)")]
    public async Task Node_says_what_was_thrown_and_where(string code, string reason)
    {
        Write("a.js", code);

        Assert.Equal(reason, await ReasonAsync("node", "node a.js"));
    }

    [Theory]
    [InlineData("tap")]
    [InlineData("spec")]
    public async Task Node_test_says_which_test_failed(string reporter)
    {
        Write("a.test.js", """
            const test = require('node:test'); const assert = require('node:assert');
            test('is empty', () => {});
            test('adds up', () => { assert.strictEqual(3, 4); });
            test('cart', async (t) => { await t.test('throws', () => { null.x; }); });
            """);

        var reason = await ReasonAsync("node", $"node --test --test-reporter={reporter} a.test.js");

        Assert.StartsWith("adds up: ", reason, StringComparison.Ordinal);
        Assert.EndsWith("Expected values to be strictly equal: 3 !== 4 … and 1 more", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "shop" }""", "npm run nothing", "Missing script: \"nothing\"")]
    [InlineData("""{ "name": "shop", "scripts": { "test": "nothing-here" } }""", "npm test", "nothing-here: ")]
    [InlineData("""{ "name": "shop", "scripts": { "test": "echo 3 is not 4; exit 1" } }""", "npm test --silent", "3 is not 4")]
    [InlineData(null, "npm run build", "Could not read package.json: Error: ENOENT: no such file or directory, open 'package.json'")]
    public async Task Npm_says_what_it_misses(string? package, string command, string reason)
    {
        if (package is not null)
        {
            Write("package.json", package);
        }

        Assert.Contains(reason, await ReasonAsync("npm", command), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("def f():\n    return int('x')\nf()\n", "ValueError: invalid literal for int() with base 10: 'x' (a.py:2)")]
    [InlineData("import nothing\n", "ModuleNotFoundError: No module named 'nothing' (a.py:1)")]
    [InlineData("def f(:\n    pass\n", "SyntaxError: invalid syntax (a.py:1)")]
    [InlineData("try:\n    {}['x']\nexcept KeyError as e:\n    raise RuntimeError('bad') from e\n", "RuntimeError: bad (a.py:4)")]
    public async Task Python_says_the_exception_that_ended_it_and_where(string code, string reason)
    {
        Write("a.py", code);

        Assert.Equal(reason, await ReasonAsync("python3", "python3 a.py"));
    }

    [Fact]
    public async Task Unittest_says_which_test_failed()
    {
        Write("test_cart.py", """
            import unittest
            class CartTests(unittest.TestCase):
                def test_adds_up(self):
                    self.assertEqual(3, 4)
                def test_raises(self):
                    self.assertEqual(3, 4)
            """);

        var reason = await ReasonAsync("python3", "python3 -m unittest");

        Assert.StartsWith("test_adds_up (", reason, StringComparison.Ordinal);
        Assert.EndsWith(": AssertionError: 3 != 4 … and 1 more", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pytest_says_which_test_failed()
    {
        Write("test_cart.py", "def test_adds_up():\n    assert 3 == 4\ndef test_raises():\n    {}['x']\n");

        Assert.Equal(
            "test_cart.py::test_adds_up: assert 3 == 4 … and 1 more", await ReasonAsync("pytest", "pytest -p no:cacheprovider"));
    }

    [Fact]
    public async Task Go_test_says_which_test_failed()
    {
        Write("go.mod", "module shop\n\ngo 1.19\n");
        Write("cart_test.go", "package shop\n\nimport \"testing\"\n\nfunc TestAddsUp(t *testing.T) { t.Errorf(\"total is %d\", 3) }\n");

        Assert.Equal("TestAddsUp: cart_test.go:5: total is 3", await ReasonAsync("go", "go test ."));
    }

    [Theory]
    [InlineData("pub fn f() -> u32 { missing }", "error[E0425]: cannot find value `missing` in this scope (src/lib.rs:1:21)")]
    [InlineData("pub fn f( -> u32 { 1 }", "(src/lib.rs:1:")]
    public async Task Cargo_says_what_does_not_compile_and_where(string code, string reason)
    {
        Write("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        Write("src/lib.rs", code);

        Assert.Contains(reason, await ReasonAsync("cargo", "cargo check --offline"), StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task<string> ReasonAsync(string tool, string command)
    {
        // Many of them are on no build server of ours, so there too this is skipped.
        Assert.SkipUnless(ProgramPath.Find(tool) is not null, $"{tool} is not on this machine.");
        var result = await ProcessRunner.Shared.RunAsync(
            new()
            {
                File = "/bin/sh",
                Arguments = ["-c", command],
                WorkingDirectory = _folder,
                Environment = new Dictionary<string, string>
                {
                    ["PATH"] = string.Join(':', ProgramPath.Folders),
                    // Some tools find their own parts from there; what they would write there goes to the folder.
                    ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    ["npm_config_cache"] = Path.Combine(_folder, ".npm"),
                    ["GOCACHE"] = Path.Combine(_folder, ".go"),
                },
            },
            TestContext.Current.CancellationToken);

        Assert.NotEqual(0, result.ExitCode);
        return FailureReason.Find(result.Output, _folder);
    }
}
