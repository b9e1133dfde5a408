using SlopTemporal.Domain.Models;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.UnitTests.Starter;

public sealed class ModelKeysTests
{
    [Theory]
    [InlineData("gemini-3.8-flash", "GEMINI_API_KEY", "k")]
    [InlineData("gemini-3.8-flash", "GOOGLE_API_KEY", "k")]
    [InlineData("openai:some-model", "OPENAI_API_KEY", "k")]
    [InlineData("openai:some-model", "OPENAI_BASE_URL", "http://127.0.0.1:1/v1")]
    [InlineData("vertex:gemini-3.8-flash", "PATH", "/bin")]
    [InlineData("vertex:gemini-3.8-flash", "GOOGLE_APPLICATION_CREDENTIALS", " ")]
    public void What_a_model_needs_is_set(string model, string variable, string value) => Assert.Single(Check(model, variable, value));

    [Theory]
    [InlineData("gemini-3.8-flash", "GEMINI_API_KEY", "", "no_key", "set GEMINI_API_KEY")]
    [InlineData("gemini-3.8-flash", "GEMINI_API_KEY", " \t", "no_key", "set GEMINI_API_KEY")]
    [InlineData("gemini-3.8-flash", "OPENAI_API_KEY", "k", "no_key", "set GEMINI_API_KEY")]
    [InlineData("openai:some-model", "GEMINI_API_KEY", "k", "no_key", "set OPENAI_API_KEY")]
    [InlineData("openai:some-model", "OPENAI_API_KEY", " ", "no_key", "or OPENAI_BASE_URL")]
    [InlineData("OpenAI:some-model", "PATH", "/bin", "no_key", "set OPENAI_API_KEY")]
    [InlineData(
        "vertex:gemini-3.8-flash",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "/no/such/account.json",
        "no_credentials",
        "set GOOGLE_APPLICATION_CREDENTIALS")]
    [InlineData(
        "vertex:gemini-3.8-flash",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "account.json",
        "no_credentials",
        "set GOOGLE_APPLICATION_CREDENTIALS")]
    public void What_a_model_lacks_is_said_before_anything_starts(string model, string variable, string value, string code, string help)
    {
        var error = Assert.Throws<CliError>(() => Check(model, variable, value));

        Assert.Equal((code, ExitCode.BadInput), (error.Code, error.Exit));
        Assert.Contains(help, error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_credentials_is_not_looked_into()
    {
        using var slop = new CommandLine();

        Assert.Single(Check("vertex:gemini-3.8-flash", "GOOGLE_APPLICATION_CREDENTIALS", slop.Folder.Write("account.json", "")));
    }

    private static IReadOnlyList<ModelName> Check(string model, string variable, string value)
    {
        using var slop = new CommandLine { Person = new() { Environment = new Dictionary<string, string> { [variable] = value } } };
        return ModelKeys.Require([ModelName.Parse(model)], slop.TerminalFor(TextWriter.Null, TextWriter.Null));
    }
}
