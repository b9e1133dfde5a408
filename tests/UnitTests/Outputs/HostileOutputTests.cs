using System.Text;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Attempts.Outputs;

namespace SlopTemporal.UnitTests.Outputs;

/// <summary>An agent writes what it likes where an output is expected.</summary>
public sealed class HostileOutputTests
{
    private const int Size = 1_000_000;

    // What rules look for, whole and in part, and what has no end.
    private static readonly string[] Pieces =
    [
        "a.cs(1,2): error CS0103: x [", "error", ": error ", " [FAIL]\n", "    a [FAIL]\n      ", "Failed x [5 ms]\n",
        "  Error Message:\n", "failed x (5ms)\n", "\n  1) ", "\n  3 failing\n", "\nFailures:\n", "●", "\n  ● a › b\n",
        " FAIL  a > b\n", "not ok 1 - a\n", "  error: |-\n", "✖ failing tests:\n", "✖ a\n", "Error: x\n", "    at a (b.js:1:2)\n",
        "Traceback (most recent call last):\n", "  File \"a\", line 1\n", "\nFAILED a::b - ", "\n__ ERROR at setup of a __\n",
        "\nE   ", "--- FAIL: TestA (", "--- FAIL: TestA/b (0.0s)\n", "panic: ", "a.go:1:2: ", "---- a stdout ----\n",
        "thread 'a' panicked at 'b', ", "error[E1]: ", " --> a:1:2\n", "[ERROR] ", "<<< FAILURE!\n", "A#test_a:\n", "make: *** [",
        "\r", "\n", "\r\n", "\e[", "\e]0;", "\e", "\0", "\u202e", "\ud83d", "\udca9", "(", "'", "\"", " ", "a", "0",
        "/home/agent/repo/", "npm ERR! ", "sh: 1: ", "* What went wrong:\n", "\t", " - ", "::", "error: ",
    ];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_text_is_read_to_one_line_that_fits(int seed) => AssertOneLine(Text(new Random(seed)));

    [Fact]
    public void One_piece_without_end_is_read_to_one_line_that_fits() =>
        Assert.All(Pieces, piece => AssertOneLine(string.Concat(Enumerable.Repeat(piece, Size / piece.Length))));

    private static string Text(Random random)
    {
        // A few pieces many times: that is where a reader that goes back and forth would take for ever.
        var pieces = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]).ToList();
        var text = new StringBuilder();
        while (text.Length < Size)
        {
            text.Append(pieces[random.Next(pieces.Count)]);
        }

        return text.ToString();
    }

    private static void AssertOneLine(string text)
    {
        Assert.All([FailureReason.Find(text, "/home/agent/repo"), FailureReason.LastLines(text[..(Size / 10)])], reason =>
        {
            Assert.InRange(reason.Length, 1, Preview.MaxLength);
            Assert.DoesNotContain(reason, char.IsControl);
        });
    }
}
