using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Whether the models of a ladder can be called at all: a run without a key ends before anything starts.</summary>
internal static class ModelKeys
{
    /// <summary>The ladder, if what it needs is set.</summary>
    /// <exception cref="CliError">A key is missing; the message says how to set it.</exception>
    public static IReadOnlyList<ModelName> Checked(IReadOnlyList<ModelName> ladder, Terminal terminal)
    {
        var said = string.Join(" -> ", ladder);
        if (Has(ModelName.Gemini) && Value(GeminiVariables.OtherKey) is null && Value(GeminiVariables.Key) is null)
        {
            throw CliError.NoKey(said, $"{GeminiVariables.OtherKey} in the environment (keys are made in Google AI Studio)");
        }

        if (Has(ModelName.OpenAi) && Value(OpenAiVariables.Key) is null && Value(OpenAiVariables.Address) is null)
        {
            throw CliError.NoKey(said, $"{OpenAiVariables.Key} in the environment, or {OpenAiVariables.Address} to an endpoint that needs none");
        }

        // The worker runs in a folder of its own, and credentials may lie in other places: only a name that cannot be right is refused.
        return Has(ModelName.Vertex) && Value(VertexVariables.Credentials) is { } file && !(Path.IsPathFullyQualified(file) && File.Exists(file))
            ? throw CliError.NoCredentials(said, VertexVariables.Credentials, file)
            : ladder;

        bool Has(string provider) => ladder.Any(m => string.Equals(m.Provider, provider, StringComparison.OrdinalIgnoreCase));

        // As the worker reads it: blanks are no key.
        string? Value(string name) => terminal.Person.Environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}
