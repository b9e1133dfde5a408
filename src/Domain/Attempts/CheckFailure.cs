namespace SlopTemporal.Domain.Attempts;

/// <summary>A command of <c>setup</c> or <c>verify</c> that did not pass.</summary>
/// <param name="Command">As the track file has it; empty: no command failed, the preview says what did.</param>
/// <param name="ExitCode">Null: it did not end in time or was not allowed to run.</param>
/// <param name="Evidence">Hash of its output in the content store, whole as far as it was kept; a prompt takes head and tail of it.</param>
/// <param name="Preview">Why, one line.</param>
public sealed record CheckFailure(string Command, int? ExitCode, string Evidence, string Preview)
{
    /// <summary>For people and prompts: <c>`make test` exited with 2: …</c>.</summary>
    public string Sentence => (Command, ExitCode) switch
    {
        ("", _) => Preview,
        (_, { } code) => $"`{Command}` exited with {code}: {Preview}",
        _ => $"`{Command}` did not run to its end: {Preview}",
    };
}
