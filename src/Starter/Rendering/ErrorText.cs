namespace SlopTemporal.Starter.Rendering;

/// <summary>An error as text and as JSON.</summary>
internal static class ErrorText
{
    public static string Render(CliError error) =>
        $"error: {SafeText.Block(error.Message)}\n" + (error.Help.Length > 0 ? $"help: {SafeText.Lines(error.Help)}\n" : "");

    public static ErrorAnswer Answer(CliError error) => new(new(error.Code, error.Message, error.Help));
}

/// <summary>The shape of every command's error under <c>--json</c>.</summary>
internal sealed record ErrorAnswer(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message, string Help);
