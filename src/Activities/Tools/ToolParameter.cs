namespace SlopTemporal.Activities.Tools;

/// <summary>A parameter of a tool as models are told of it.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Type">As JSON schema calls it.</param>
/// <param name="IsRequired">False: it may be left out.</param>
/// <param name="Description">A sentence for models.</param>
internal sealed record ToolParameter(string Name, string Type, bool IsRequired, string Description)
{
    public static ToolParameter Text(string name, string description) => new(name, "string", true, description);

    public static ToolParameter OptionalText(string name, string description) => new(name, "string", false, description);

    public static ToolParameter OptionalFlag(string name, string description) => new(name, "boolean", false, description);

    public static ToolParameter OptionalNumber(string name, string description) => new(name, "integer", false, description);
}
