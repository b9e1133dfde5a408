using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Tools and how free the model is to call them.</summary>
internal static partial class ToolWriter
{
    public static void Write(JsonObject request, ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        request["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray([.. tools.Select(Declaration)]) });
        request["toolConfig"] = new JsonObject { ["functionCallingConfig"] = Mode(options.ToolMode) };
    }

    private static JsonObject Declaration(AITool tool)
    {
        if (tool is not AIFunctionDeclaration function || !Usable().IsMatch(function.Name))
        {
            throw new FaultException(Fault.Final(
                $"the tool '{tool.Name}' cannot be declared to Gemini: "
                + "it has to be a function with a name of letters, digits, '_' and '-'"));
        }

        var schema = JsonNode.Parse(function.JsonSchema.GetRawText());
        (schema as JsonObject)?.Remove("$schema");
        var declaration = new JsonObject { ["name"] = function.Name };
        if (function.Description.Length > 0)
        {
            declaration["description"] = function.Description;
        }

        declaration["parametersJsonSchema"] = schema;
        return declaration;
    }

    private static JsonObject Mode(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => new() { ["mode"] = "NONE" },
        RequiredChatToolMode { RequiredFunctionName: { } name } =>
            new() { ["mode"] = "ANY", ["allowedFunctionNames"] = new JsonArray(name) },
        RequiredChatToolMode => new() { ["mode"] = "ANY" },
        _ => new() { ["mode"] = "AUTO" },
    };

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Usable();
}
