using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SlopTemporal.UnitTests.Architecture;

/// <summary>A class that is cut in partial files is no smaller for it.</summary>
public sealed class TypeSizeTests
{
    private const int MostLines = 250;

    [Fact]
    public void No_type_is_too_long_with_all_its_files_together()
    {
        var types = SourceFiles.In("src").SelectMany(Types).GroupBy(t => t.Name, t => t.Lines).Select(
            t => (Name: t.Key, Lines: t.Sum())).ToList();

        Assert.NotEmpty(types);
        Assert.Empty(types.Where(t => t.Lines > MostLines).Select(t => $"{t.Name} has {t.Lines} lines"));
    }

    /// <summary>The types of a file that lie in no other, with the lines of their declaration.</summary>
    private static IEnumerable<(string Name, int Lines)> Types(string file)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot(TestContext.Current.CancellationToken);
        var place = root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        foreach (var type in (place?.Members ?? root.Members).OfType<BaseTypeDeclarationSyntax>())
        {
            var lines = type.GetLocation().GetLineSpan();
            yield return ($"{place?.Name}.{type.Identifier.Text}", lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1);
        }
    }
}
