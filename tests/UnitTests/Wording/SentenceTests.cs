using System.Text.RegularExpressions;

namespace SlopTemporal.UnitTests.Wording;

/// <summary>Every sentence that people can read, in one list: a new one is seen in a review as a line of it.</summary>
public sealed class SentenceTests
{
    [Fact]
    public void The_list_of_all_sentences_is_the_one_that_was_read()
    {
        var files = SourceSentences.All.GroupBy(s => s.File).OrderBy(f => f.Key, StringComparer.Ordinal);
        var list = files.Select(f => $"{f.Key}\n{string.Concat(f.Select(s => $"  {s.Text}\n"))}");

        Golden.Match("sentences.txt", string.Join('\n', list));
    }

    [Theory]
    [InlineData(@"\w [.,;](\s|$)", "a blank stands before a mark")]
    [InlineData(@"[a-z!]!(\s|$)", "nothing here is so urgent")]
    [InlineData(@"\b[Pp]lease\b|\b[Ss]orry\b", "say what to do")]
    [InlineData(@"\bin vain\b|\bnot to be had\b|\bno such thing\b", "standard English")]
    [InlineData(@"(?<![Tt]here )\b(is|are|was) no (a |an )?[a-z]+(,| of\b|$)", "'is not a', not 'is no'")]
    [InlineData(@"\b(idempotent|nondeterminis\w+|gRPC|tonic|payload|epoch|heartbeat|sticky|enum)\b", "a word of the trade")]
    [InlineData("^(error|Error|fatal|warning): (?!{…})", "the command line writes that itself")]
    public void A_sentence_is_plain(string pattern, string why)
    {
        var found = SourceSentences.All.Where(s => Regex.IsMatch(s.Text, pattern)).Select(s => $"{s.File}: {s.Text} ({why})");

        Assert.Empty(found);
    }

    [Fact]
    public void The_command_line_shows_commands_and_no_data_of_signals()
    {
        string[] forms = ["{\"request\"", "{\"ticket\"", "Signal `"];

        Assert.DoesNotContain(
            SourceSentences.All.Where(s => s.File.StartsWith("src/Starter/", StringComparison.Ordinal)),
            s => Array.Exists(forms, f => s.Text.Contains(f, StringComparison.Ordinal)));
    }
}
