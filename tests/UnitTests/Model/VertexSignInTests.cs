using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Where credentials come from, and what is said where they do not do.</summary>
public sealed class VertexSignInTests
{
    private const string File = "GOOGLE_APPLICATION_CREDENTIALS";

    [Fact]
    public async Task One_token_does_for_many_calls()
    {
        await using var bench = await VertexBench.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.AskAsync()));

        Assert.Equal(8, bench.Server.Requests.Count(r => r.HasKey));
        Assert.Single(bench.SignIn.Issued);
    }

    [Fact]
    public async Task A_token_that_ran_out_is_renewed_once()
    {
        await using var bench = await VertexBench.StartAsync();
        await bench.AskAsync();
        bench.SignIn.Expire();

        Assert.Equal("OK", (await bench.AskAsync()).Text);

        Assert.Equal([true, false, true], bench.Server.Requests.Select(r => r.HasKey));
        Assert.Equal(2, bench.SignIn.Issued.Count);
    }

    [Fact]
    public async Task Credentials_that_are_never_good_end_the_call()
    {
        await using var bench = await VertexBench.StartAsync();
        bench.SignIn.IsBroken = true;

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("gcloud auth application-default login", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[token]", failure.Message, StringComparison.Ordinal);
        Assert.Equal((2, 2), (bench.Server.Requests.Count, bench.SignIn.Issued.Count));
    }

    [Fact]
    public async Task Without_any_credentials_both_ways_out_are_named()
    {
        await using var bench = await VertexBench.StartAsync((File, ""));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("gcloud auth application-default login", failure.Message, StringComparison.Ordinal);
        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_after_a_failure_is_found_without_a_restart()
    {
        await using var bench = await VertexBench.StartAsync((File, ""));
        await bench.FailAsync();
        bench.Write("gcloud/application_default_credentials.json", bench.SignIn.File());

        Assert.Equal("OK", (await bench.AskAsync()).Text);
    }

    [Fact]
    public async Task A_machine_of_the_cloud_has_credentials_and_a_project_of_its_own()
    {
        await using var bench = await VertexBench.StartAsync((File, ""));
        bench.SignIn.IsMachine = true;

        Assert.Equal("OK", (await bench.AskAsync()).Text);
    }

    [Fact]
    public async Task A_named_file_that_is_not_there_is_said()
    {
        await using var bench = await VertexBench.StartAsync((File, "/no/such/account.json"));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("there is no file /no/such/account.json", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRIVATE words")]
    [InlineData("[1]")]
    [InlineData("""{"type":"PRIVATE"}""")]
    [InlineData("""{"type":"service_account","client_email":{}}""")]
    [InlineData(
        """{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"PRIVATE"}""")]
    public async Task A_file_that_holds_no_credentials_is_named_but_not_shown(string text)
    {
        await using var bench = await VertexBench.StartAsync();
        bench.Write("account.json", text);

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("account.json cannot be used", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_grant", 400, FailureKind.Final, "refused the credentials (invalid_grant)")]
    [InlineData("Planted words", 401, FailureKind.Final, "refused the credentials:")]
    [InlineData("internal_failure", 500, FailureKind.Transient, "not available (500)")]
    [InlineData("slow_down", 429, FailureKind.Transient, "not available (429)")]
    public async Task What_the_sign_in_says_decides(string error, int status, FailureKind kind, string words)
    {
        await using var bench = await VertexBench.StartAsync();
        bench.SignIn.Next(FakeSignIn.Refusal(error, status));

        var failure = await bench.FailAsync();

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Equal("OK", (await bench.AskAsync()).Text);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_reached_is_tried_again()
    {
        await using var bench = await VertexBench.StartAsync();
        await bench.SignIn.DisposeAsync();

        var failure = await bench.FailAsync();

        Assert.Equal((FailureKind.Transient, "cannot reach Google's sign-in: ConnectionError"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task Without_a_project_its_variable_is_named()
    {
        await using var bench = await VertexBench.StartAsync();
        bench.Write("account.json", bench.SignIn.File().Replace("\"project_id\":\"planted-project\",", "", StringComparison.Ordinal));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("set GOOGLE_CLOUD_PROJECT", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_word_of_the_other_service_means_nothing_here()
    {
        await using var bench = await VertexBench.StartAsync();
        bench.Server.Next(Errors.BadKey("x"));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.DoesNotContain("GEMINI_API_KEY", failure.Message, StringComparison.Ordinal);
    }
}
