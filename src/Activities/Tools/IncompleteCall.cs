using System.Text.Json;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Tools;

/// <summary>
/// A call with an argument that no tool takes, or without one that its tool needs: nothing runs and nobody is asked; the model reads why.
/// </summary>
internal static class IncompleteCall
{
    /// <summary>What the model reads; null: the call can run.</summary>
    public static string? FindFault(Tool tool, CallRequest call) =>
        call.Fault is { } fault ? $"{tool.Name}: {fault}" : FindFault(tool, call.Arguments);

    /// <summary>What the model reads of arguments that lack something; null: they have all that the tool needs.</summary>
    public static string? FindFault(Tool tool, JsonElement arguments)
    {
        try
        {
            var given = new ToolArguments(tool.Name, arguments);
            foreach (var name in tool.Parameters.Where(p => p.IsRequired).Select(p => p.Name))
            {
                // What a call is about has to be there in words; another argument may be empty, such as the content of a file.
                if (given.Text(name) is var text && string.IsNullOrWhiteSpace(text) && tool.Summary(arguments) == text)
                {
                    return $"{tool.Name}: argument '{name}' is empty.";
                }
            }

            return null;
        }
        catch (ToolErrorException e)
        {
            return e.Message;
        }
    }

    /// <summary>The name for lists. It has blanks, so that it is the name of no tool, not even of one that the workflow acts on.</summary>
    public static string Title(CallRequest call) => $"{(call.Fault is null ? "incomplete" : "malformed")} {call.Name}";
}
