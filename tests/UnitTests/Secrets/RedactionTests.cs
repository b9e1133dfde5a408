using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Local.Settings;
using SlopTemporal.Worker;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Secrets;

/// <summary>The places where text enters what is kept.</summary>
public sealed class RedactionTests
{
    private const string Secret = "3fa9c81be27740d1aa";
    private const string Text = $"fatal: unable to access 'https://me:{Secret}@host.example/r.git/'";

    [Fact]
    public void What_git_says_of_a_remote_has_no_token() =>
        Assert.DoesNotContain(Secret, new GitException(GitProblem.CommandFailed, Text).Message, StringComparison.Ordinal);

    [Fact]
    public void A_failure_enters_the_history_without_the_secrets_of_its_causes()
    {
        var converter = new FailuresWithoutSecrets(new DefaultFailureConverter());
        var failure = converter.ToFailure(
            new ApplicationFailureException("it failed", new InvalidOperationException(Text), "kind"),
            DataConverter.Default.PayloadConverter);

        Assert.Contains("https://me:[secret:", failure.Cause.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        var back = Assert.IsType<ApplicationFailureException>(converter.ToException(failure, DataConverter.Default.PayloadConverter));
        Assert.Equal(("it failed", "kind"), (back.Message, back.ErrorType));
    }

    [Fact]
    public void A_line_of_the_workers_log_has_none_either()
    {
        using var written = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Of.Tests", new(307), $"token={Secret}\nmore", new InvalidOperationException(Text), (state, _) => state);

        new LogLines().Write(entry, null, written);

        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn: Of\.Tests\[307\] token=\[secret:[0-9a-f]{8}\] more System\.Inv.*\n$",
            written.ToString());
        Assert.DoesNotContain(Secret, written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example/t/B0PlantedNotice1x", "B0PlantedNotice1x")]
    [InlineData("https://hooks.example/?token=n0tice-%2Fplanted", "n0tice-/planted")]
    [InlineData("https://me:planted-pass@hooks.example/", "planted-pass")]
    public void What_a_webhooks_address_keeps_is_known_once_the_settings_are(string url, string secret)
    {
        var learnt = Redaction.Learn(new SlopSettings { NotifyUrl = new Uri(url) });

        Assert.Equal(new Uri(url), learnt.NotifyUrl);
        Assert.DoesNotContain(secret, Redaction.Apply($"it was {secret} in {url}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_providers_and_secrets_by_their_names_are_known_and_other_variables_are_not()
    {
        var known = KnownSecrets.In(
        [
            new("GEMINI_API_KEY", " key-one "), new("MY_TOKEN", "token-two"), new("HTTPS_PROXY", "http://me:pass-three@proxy:1"),
            new("PATH", "/usr/bin"), new("TOKEN_FILE", "file-four"), new("SOME_KEY", "/home/me/key"),
        ]);

        Assert.Equal(["key-one", "token-two", "pass-three", "pass-three"], known);
    }

    [Fact]
    public void Doctor_shows_of_a_webhook_the_host_alone()
    {
        var environment = new Dictionary<string, string> { ["SLOP_NOTIFY_URL"] = $"https://me:{Secret}@h.example:8/{Secret}" };
        var sources = new SettingsSources { Environment = environment };

        Assert.Contains(SettingsLoader.Load(sources).Effective, setting => setting.Value == "https://h.example:8/…");
    }
}
