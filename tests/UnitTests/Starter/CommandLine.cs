using System.Text.Json;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Commands;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What a command left.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>
/// The command line as its user sees it: arguments in, exit code and exact words out, in a folder and a home of the test's own.
/// </summary>
internal sealed class CommandLine : IDisposable
{
    public TempFolder Folder { get; } = new();

    public string Home => Folder.In("home");

    /// <summary>What the person types; null: nobody is there to ask.</summary>
    public string? Typed { get; init; }

    /// <summary>What the person has set: nothing, unless a test says so.</summary>
    public SettingsSources Person { get; init; } = new();

    /// <summary>Somebody who has a key for Gemini, and nothing else.</summary>
    public static SettingsSources WithKey { get; } = new()
    {
        Environment = new Dictionary<string, string> { ["GEMINI_API_KEY"] = "AIza-PLANTED" },
    };

    /// <summary>Which day it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public async Task<Ran> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = TerminalFor(output, error);
        var code = await Cli.RunAsync(["--home", Home, .. arguments], terminal, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    public Terminal TerminalFor(TextWriter output, TextWriter error) =>
        new()
        {
            In = new StringReader(Typed ?? ""),
            Out = output,
            Error = error,
            Folder = Folder.Path,
            UserSources = Person,
            Time = Time,
            CanAsk = Typed is not null,
        };

    public void Dispose() => Folder.Dispose();
}
