using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Starter.Gates;

namespace SlopTemporal.UnitTests.Starter;

public sealed class EditFileTests
{
    private static readonly JsonElement Written =
        JsonSerializer.SerializeToElement(new { path = "src/gap.py", content = "def f(x):\n    # ---\n    return x\n" });

    [Fact]
    public void Code_opens_as_code_with_its_ending_and_the_rest_as_comments()
    {
        var draft = CallDraft.Create(Written);

        Assert.Equal("gap.py", draft.FileName);
        Assert.Equal(
            """
            def f(x):
                # ---
                return x
            # ------------------------ >8 ------------------------
            # Leave this line and what is below: it is not part of the text.
            # path: src/gap.py

            """,
            EditFile.Compose(draft));
    }

    [Fact]
    public void What_is_saved_replaces_the_text_alone()
    {
        var draft = CallDraft.Create(Written);
        var saved = EditFile.Compose(draft).Replace("return x", "return 2 * x", StringComparison.Ordinal);

        Assert.Equal(
            """{"path":"src/gap.py","content":"def f(x):\n    # ---\n    return 2 * x\n"}""",
            JsonSerializer.Serialize(CallDraft.Read(Written, EditFile.Read(draft, saved)), JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\nb")]
    [InlineData("a\n\n")]
    [InlineData("")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\n# ------------------------ >8 ------------------------\nb\n")]
    public void A_file_that_is_saved_as_it_was_is_the_same_text(string content)
    {
        var draft = CallDraft.Create(JsonSerializer.SerializeToElement(new { path = "a.txt", content }));

        Assert.Equal(content, EditFile.Read(draft, EditFile.Compose(draft)));
    }

    [Fact]
    public void A_text_that_has_such_a_line_itself_is_whole_even_where_ours_was_deleted()
    {
        var draft = CallDraft.Create(JsonSerializer.SerializeToElement(
            new { path = "a.py", content = "a = 1\n# ------------------------ >8 ------------------------\nb = 2\n" }));

        Assert.Equal(draft.Text.Replace("a = 1", "a = 11", StringComparison.Ordinal), EditFile.Read(
            draft, EditFile.Compose(draft).Replace("a = 1", "a = 11", StringComparison.Ordinal)));
        Assert.Equal(draft.Text, EditFile.Read(draft, draft.Text));
    }

    [Theory]
    [InlineData("{\"command\":\"make\\nmake test\"}", "command.sh")]
    [InlineData("{\"path\":\"../../.bashrc\",\"content\":\"x\"}", "bashrc")]
    [InlineData("{\"path\":\"a/$(rm -rf x).py\",\"content\":\"x\"}", "rm-rfx.py")]
    [InlineData("{\"path\":\"src/\",\"content\":\"x\"}", "text.txt")]
    [InlineData("{\"path\":\"a.cs\",\"old_text\":\"x\",\"new_text\":\"y\"}", "a.cs")]
    [InlineData("{\"path\":\"a.cs\",\"offset\":3}", "arguments.json")]
    public void The_name_of_the_file_is_harmless(string arguments, string expected) =>
        Assert.Equal(expected, CallDraft.Create(JsonElement.Parse(arguments)).FileName);
}
