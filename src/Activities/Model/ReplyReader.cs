using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Model;

/// <summary>A reply, read: what it says, and why it cannot be used if it cannot.</summary>
/// <param name="Parts">See <see cref="TurnRecord.Parts"/>.</param>
/// <param name="Problem">Null: usable.</param>
internal sealed record ReadReply(
    ReplyKind Kind, string Text, IReadOnlyList<CallRequest> Calls, IReadOnlyList<ReplyPart> Parts, string? Problem);

/// <summary>Tells usable replies from those that the next model of the ladder should answer.</summary>
internal static class ReplyReader
{
    /// <summary>Calls of one reply; each becomes an activity.</summary>
    public const int MostCalls = 32;

    /// <param name="response">The whole reply.</param>
    /// <param name="tools">Names of the tools there are; a call of another one is usable, under a name that is safe.</param>
    public static ReadReply Read(ChatResponse response, IReadOnlyCollection<string> tools)
    {
        FunctionCallContent[] calls = [.. response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()];
        var kind = Reply.Classify(response.Text, calls.Length);
        var problem = Problem(response.FinishReason, kind, calls)
            ?? calls.Select(c => Malformed(c, tools)).FirstOrDefault(p => p is not null);
        CallRequest[] requests = problem is null ? [.. calls.Select((c, i) => Request(c, i, tools))] : [];
        return problem is null
            ? new(kind, response.Text, requests, ReplyParts.From(response, requests), null)
            : new(kind, response.Text, [], [], problem);
    }

    /// <summary>The model that answered in place of the one that was asked; null: none did.</summary>
    public static string? AnsweringModel(ChatResponse response) =>
        response.AdditionalProperties?.GetValueOrDefault(ReplyProperties.AnsweredBy) as string;

    public static Usage Usage(UsageDetails? details)
    {
        var thoughts = details?.ReasoningTokenCount ?? 0;
        return new()
        {
            Calls = 1,
            Input = details?.InputTokenCount ?? 0,
            Output = Math.Max(0, (details?.OutputTokenCount ?? 0) - thoughts),
            Thoughts = thoughts,
            Cached = details?.CachedInputTokenCount ?? 0,
        };
    }

    private static string? Problem(ChatFinishReason? finish, ReplyKind kind, FunctionCallContent[] calls) => kind switch
    {
        _ when finish == ChatFinishReason.Length => "truncated: the reply reached the model's limit of tokens",
        _ when finish == ChatFinishReason.ContentFilter => "refused by the provider's filter",
        ReplyKind.Empty => "empty: neither text nor a call",
        _ when calls.Length > MostCalls => $"malformed: {calls.Length} calls in one reply; {MostCalls} are the most",
        _ => null,
    };

    private static string? Malformed(FunctionCallContent call, IReadOnlyCollection<string> tools) => call switch
    {
        _ when string.IsNullOrWhiteSpace(call.Name) => "malformed: a call without a name",
        { Exception: { } error } => $"malformed: {UnknownTool.SafeName(call.Name, tools)}: {Preview.Line(error.Message)}",
        _ => null,
    };

    private static CallRequest Request(FunctionCallContent call, int index, IReadOnlyCollection<string> tools)
    {
        var arguments = ReadArguments.From(call.Arguments);
        return new(
            string.IsNullOrEmpty(call.CallId) ? $"call-{index + 1}" : call.CallId,
            UnknownTool.SafeName(call.Name, tools),
            arguments.Value)
        {
            Fault = arguments.Fault,
        };
    }
}
