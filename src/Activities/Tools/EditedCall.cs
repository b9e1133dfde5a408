using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>A call whose arguments a person changed, as its model is told of it.</summary>
internal static class EditedCall
{
    /// <summary>
    /// What stands before the result; empty: nobody changed the call. All of it or nothing, and as JSON, in which no character can be taken
    /// for another one: the model's next edit has to match what is there now.
    /// </summary>
    public static string Words(ToolInput input)
    {
        if (input.Edited is not { } arguments)
        {
            return "";
        }

        var json = JsonSerializer.Serialize(arguments, SlopJson.Options);
        return json.Length <= ToolLimits.Result
            ? $"A person changed this call. It ran with these arguments:\n{json}\n\n"
            : $"A person changed this call. It ran with arguments of {json.Length} characters, too many to be repeated here: "
                + "look at what they did before you go on from it.\n\n";
    }
}
