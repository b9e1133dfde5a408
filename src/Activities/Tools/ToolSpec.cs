using System.Text.Json;

namespace SlopTemporal.Activities.Tools;

/// <summary>A tool as a model is told of it.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="Schema">JSON schema of its arguments.</param>
public sealed record ToolSpec(string Name, string Description, JsonElement Schema)
{
    internal static ToolSpec Of(string name, string description, params Argument[] arguments) => new(name, description, JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = arguments.ToDictionary(a => a.Name, a => new { type = a.Type, description = a.Description }, StringComparer.Ordinal),
        required = arguments.Where(a => a.Required).Select(a => a.Name),
    }));

    internal sealed record Argument(string Name, string Type, bool Required, string Description)
    {
        public static Argument Text(string name, string description) => new(name, "string", true, description);

        public static Argument OptionalText(string name, string description) => new(name, "string", false, description);

        public static Argument OptionalFlag(string name, string description) => new(name, "boolean", false, description);

        public static Argument OptionalNumber(string name, string description) => new(name, "integer", false, description);
    }
}
