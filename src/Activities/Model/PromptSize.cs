using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>How many tokens a conversation takes, before anybody counts them.</summary>
internal static class PromptSize
{
    /// <summary>Characters of a token, as providers say of English and code.</summary>
    private const int CharactersOfToken = 4;

    /// <summary>Each message and call has a frame.</summary>
    private const int Frame = 8;

    public static long Tokens(IReadOnlyList<ChatMessage> messages, IEnumerable<AITool> tools)
    {
        long characters = tools.OfType<AIFunctionDeclaration>().Sum(
            t => t.Name.Length + t.Description.Length + t.JsonSchema.GetRawText().Length);
        characters += messages.SelectMany(m => m.Contents).Sum(c => (long)Length(c));
        return (characters / CharactersOfToken) + (Frame * (messages.Count + messages.Sum(m => m.Contents.Count)));
    }

    /// <summary>What a call is taken to have cost that was broken off after so many characters.</summary>
    public static Usage Usage(IReadOnlyList<ChatMessage> messages, IEnumerable<AITool> tools, int characters) =>
        new() { Calls = 1, Input = Tokens(messages, tools), Output = characters / CharactersOfToken };

    private static int Length(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(a => a.Key.Length + (a.Value?.ToString()?.Length ?? 0)) ?? 0),
        FunctionResultContent result => result.Result?.ToString()?.Length ?? 0,
        _ => 0,
    };
}
