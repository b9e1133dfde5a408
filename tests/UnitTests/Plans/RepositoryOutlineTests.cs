using SlopTemporal.Activities.Planning;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Plans;

/// <summary>What a repository holds, on a few pages.</summary>
public sealed class RepositoryOutlineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_build_files_readme_and_types_are_shown()
    {
        Write("README.md", "# shop\n\nA shop.\n");
        Write("package.json", "{\"scripts\":{\"test\":\"vitest\"}}\n");
        Write(".git/HEAD", "ref\n");
        Write("src/cart.ts", "export default class Cart {}\nexport interface Line {}\nconst classy = 1\n");
        Write("src/Api/Shop.cs", "public sealed partial class Shop;\ninternal readonly record struct Price(int Cents);\n");
        Write("tool/main.go", "package main\n\ntype Order struct {\n}\n");
        Write("tool/lib.rs", "pub(crate) struct Row;\nenum Kind { A }\n");
        Write("tool/app.py", "class App:\n    class Inner: pass\n");
        Write("tool/Main.java", "public final class Main {}\n");

        Golden.Match("outline.txt", RepositoryOutline.Write(new(_folder.Path)));
    }

    [Fact]
    public void A_large_repository_gives_a_short_outline()
    {
        for (var i = 0; i < 400; i++)
        {
            Write($"d{i:000}/a.cs", string.Concat(Enumerable.Range(0, 20).Select(n => $"class C{i}x{n} {{ }}\n")));
        }

        var outline = RepositoryOutline.Write(new(_folder.Path));

        Assert.Contains("FILES (400 in all)", outline, StringComparison.Ordinal);
        Assert.Contains("and 100 more folders", outline, StringComparison.Ordinal);
        Assert.InRange(outline.Length, 1, 40_000);
        Assert.Equal(outline, RepositoryOutline.Write(new(_folder.Path)));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
