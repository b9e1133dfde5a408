using System.Diagnostics;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Secrets;

namespace SlopTemporal.UnitTests.Secrets;

public sealed class RedactorTests
{
    private const string Hook = "hooks.slack.com/services/T01ABCDEF/B02ABCDEF/x3f9a8b7c6d5e4f3a2b1";
    private const string Known = "k9-correct-horse";

    private static readonly Redactor Redactor = new([Known, "short"]);

    [Theory]
    [InlineData("it says k9-correct-horse twice: k9-correct-horse", Known, 2)]
    [InlineData("AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q", "AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q", 1)]
    [InlineData("use ghp_16C7e42F292c6912E7710c838347Ae178B4a.", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", 1)]
    [InlineData("Authorization: Bearer 3fa9c81be27740d1aa", "3fa9c81be27740d1aa", 1)]
    [InlineData("GET /?name=x&token=3fa9c81be27740d1aa&n=1", "3fa9c81be27740d1aa", 1)]
    [InlineData("API_KEY=\"3fa9c81be27740d1aa\"", "3fa9c81be27740d1aa", 1)]
    [InlineData("""{"client_secret": "hunter2hunter", "a": 1}""", "hunter2hunter", 1)]
    [InlineData("""{\"apiKey\": \"3fa9c81be27740d1aa\"}""", "3fa9c81be27740d1aa", 1)]
    [InlineData("DB_PASSWORD=hunter2!\n", "hunter2!", 1)]
    [InlineData("fatal: could not read from 'https://me:pw@host.example/r.git'", "pw", 1)]
    [InlineData("https://3fa9c81be27740d1aa:x-oauth-basic@host/r", "3fa9c81be27740d1aa:x-oauth-basic", 1)]
    [InlineData("https://3fa9c81be27740d1aa@host/r", "3fa9c81be27740d1aa", 1)]
    [InlineData("to https://" + Hook, Hook, 1)]
    public void A_secret_is_taken_out_and_told_apart_by_its_hash(string text, string secret, int times)
    {
        var redacted = Redactor.Redact(text);

        var mark = $"[secret:{Sha256.Hex(secret)[..8]}]";
        Assert.Equal(text.Replace(secret, mark), redacted);
        Assert.Equal(times, redacted.Split(mark).Length - 1);
        Assert.Equal(redacted, Redactor.Redact(redacted));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e")]
    [InlineData("public Task Run(CancellationToken token = default)")]
    [InlineData("var key = Sha256.Hex12(value1, value2);")]
    [InlineData("if (token == expected123token456) return;")]
    [InlineData("password: string.IsNullOrEmpty")]
    [InlineData("passwords=3 tokens: 1024 key: value")]
    [InlineData("git clone ssh://git@host.example/repo.git")]
    [InlineData("https://user@host.example/repo.git")]
    [InlineData("key: /usr/lib/x86_64-linux-gnu/libssl.so.3")]
    [InlineData("task-3fa9c81be27740d1aa7740d1aa is done")]
    [InlineData("API_KEY=${{ secrets.KEY1234567 }} TOKEN=$GITHUB_TOKEN_12345")]
    [InlineData("It begins with -----BEGIN PRIVATE KEY----- and goes on")]
    [InlineData("commit 3fa9c81be27740d1aa3fa9c81be27740d1aa1234")]
    [InlineData("src/app/Key.cs(12,8): error CS1002: ; expected")]
    public void What_is_no_secret_stays(string text) => Assert.Same(text, Redactor.Redact(text));

    [Fact]
    public void An_empty_set_of_known_secrets_is_one() => Assert.Equal("plain", new Redactor([]).Redact("plain"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\\n")]
    public void The_private_part_of_a_key_block_is_taken_out(string end)
    {
        var body = string.Join(end, Enumerable.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", 3));
        var text = $"-----BEGIN PRIVATE KEY-----{end}{body}{end}-----END PRIVATE KEY-----";

        var redacted = Redactor.Redact(text);

        Assert.DoesNotContain("MIIE", redacted, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----[secret:", redacted, StringComparison.Ordinal);
        Assert.EndsWith("-----END PRIVATE KEY-----", redacted, StringComparison.Ordinal);
    }

    /// <summary>Each is what one part of it could look at again and again: a square of this length would not end.</summary>
    [Theory]
    [InlineData("a line of a build as it is, with nothing in it: 12 of 34\n", false)]
    [InlineData("key=", false)]
    [InlineData("key=a1", false)]
    [InlineData("key=!", false)]
    [InlineData("sk-", false)]
    [InlineData("eyJ.", false)]
    [InlineData("PRIVATE KEY-----", false)]
    [InlineData("x://a:b@", true)]
    [InlineData("://@@", false)]
    [InlineData(":", false)]
    [InlineData("[secret:", false)]
    [InlineData("k9-correct-horse", true)]
    [InlineData("k9-correct-hors", false)]
    public void A_long_text_of_the_same_piece_is_read_in_time(string piece, bool isSecret)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        var started = Stopwatch.GetTimestamp();

        var redacted = Redactor.Redact(text);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds / 4:0.0} ms for 1 MB");
        Assert.Equal(isSecret, redacted.Contains("[secret:", StringComparison.Ordinal) && !piece.StartsWith('['));
    }
}
