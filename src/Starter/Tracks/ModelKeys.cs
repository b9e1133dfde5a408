using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Whether the models of a ladder can be called at all: a run without a key ends before anything starts.</summary>
internal static class ModelKeys
{
    private static readonly string[] GeminiKeys = [GeminiVariables.OtherKey, GeminiVariables.Key];

    /// <summary>The ladder, if what it needs is set.</summary>
    /// <exception cref="CliError">A key is missing; the message says how to set it.</exception>
    public static IReadOnlyList<ModelName> Checked(IReadOnlyList<ModelName> ladder, Terminal terminal) =>
        ladder.Any(m => m.Provider == ModelName.Gemini) && !GeminiKeys.Any(name => terminal.Person.Environment.TryGetValue(name, out var key) && key.Length > 0)
            ? throw CliError.NoKey(string.Join(" -> ", ladder), GeminiVariables.OtherKey)
            : ladder;
}
