using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SlopTemporal.UnitTests.Architecture;

namespace SlopTemporal.UnitTests.Wording;

/// <summary>A sentence of the sources, or a part of one; what the program fills in is `{…}`.</summary>
internal sealed record Sentence(string File, string Text);

/// <summary>The sentences that the program can print, read from its sources.</summary>
/// <remarks>
/// A sentence is a text with two words that a blank parts, wherever it stands, except for what is written for others than people:
/// the prompts and tools of models, attributes (their words are for the log and for Temporal), and the languages in <see cref="Code"/>.
/// </remarks>
internal static partial class SourceSentences
{
    private const string Hole = "{…}";

    /// <summary>What is written here is read by models.</summary>
    private static readonly string[] ForModels = ["src/Domain/Prompts/", "src/Activities/Tools/"];

    public static IReadOnlyList<Sentence> All { get; } = [.. SourceFiles.In("src").SelectMany(In).Distinct()];

    private static IEnumerable<Sentence> In(string path)
    {
        var file = Path.GetRelativePath(SourceFiles.Root, path).Replace('\\', '/');
        return ForModels.Any(f => file.StartsWith(f, StringComparison.Ordinal))
            ? []
            : CSharpSyntaxTree.ParseText(File.ReadAllText(path))
                .GetRoot()
                .DescendantNodes(n => n is not AttributeListSyntax)
                .OfType<ExpressionSyntax>()
                .Where(IsWhole)
                .Select(e => Text(e))
                .Where(t => Words().IsMatch(t.Replace(Hole, "x", StringComparison.Ordinal)) && !Code().IsMatch(t))
                .Select(t => new Sentence(file, t));
    }

    /// <summary>True: a text that is no part of a longer one. Texts in the holes of another stand for themselves.</summary>
    private static bool IsWhole(ExpressionSyntax expression) => IsText(expression) && !IsText(expression.Parent);

    private static bool IsText(SyntaxNode? node) => node switch
    {
        InterpolatedStringExpressionSyntax => true,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression) && (IsText(sum.Left) || IsText(sum.Right)),
        _ => false,
    };

    private static string Text(ExpressionSyntax expression)
    {
        var text = new StringBuilder();
        Add(expression, text);
        return text.ToString().ReplaceLineEndings("\\n").Replace(Hole + Hole, Hole, StringComparison.Ordinal);
    }

    private static void Add(ExpressionSyntax expression, StringBuilder text)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal when IsText(literal):
                text.Append(literal.Token.ValueText);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                foreach (var part in interpolated.Contents)
                {
                    text.Append(part is InterpolatedStringTextSyntax words ? Plain(words) : Hole);
                }

                break;
            case BinaryExpressionSyntax sum when IsText(sum):
                Add(sum.Left, text);
                Add(sum.Right, text);
                break;
            default:
                text.Append(Hole);
                break;
        }
    }

    /// <summary>The text of a piece between holes; its token keeps escapes and doubled braces as they were typed.</summary>
    private static string Plain(InterpolatedStringTextSyntax words) => words.TextToken.ValueText
        .Replace("{{", "{", StringComparison.Ordinal)
        .Replace("}}", "}", StringComparison.Ordinal);

    [GeneratedRegex(@"\p{L}[\p{L}'`"",;:.)]* +[(`""]?\p{L}")]
    private static partial Regex Words();

    /// <summary>What programs read: options, commands of git and the system, queries of Temporal, regular expressions, markup.</summary>
    [GeneratedRegex(@"^-|^(git|set|export) |%\(|= '|='|\(\?|\\[bdswS]|^<|\[/\]|^(ref|gitdir): |#!/")]
    private static partial Regex Code();
}
