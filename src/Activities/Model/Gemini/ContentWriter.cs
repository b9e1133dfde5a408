using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>A conversation as contents: the results of a reply's calls go back together, in the order of the calls.</summary>
internal sealed class ContentWriter(GeminiModel model)
{
    /// <summary>Stands where a signature has to be and none of this model is.</summary>
    public const string NoSignature = "skip_thought_signature_validator";

    private readonly PartWriter _parts = new(model);
    private readonly JsonArray _contents = [];
    private readonly List<FunctionResultContent> _results = [];
    private FunctionCallContent[] _calls = [];

    /// <exception cref="FaultException">Final: a call without a result, a result without a call, or a content that cannot be
    /// sent.</exception>
    public JsonArray Write(IEnumerable<ChatMessage> messages)
    {
        foreach (var message in messages.Where(m => m.Role != ChatRole.System))
        {
            FunctionResultContent[] results = [.. message.Contents.OfType<FunctionResultContent>()];
            _results.AddRange(results);
            if (message.Contents.Count > results.Length)
            {
                AddResults();
                Add(
                    message.Role == ChatRole.Assistant ? "model" : "user",
                    message.Contents.Where(c => c is not FunctionResultContent).Select(_parts.Part));
                _calls = [.. message.Contents.OfType<FunctionCallContent>()];
            }
        }

        AddResults();
        SignCurrentTurn();
        return _contents;
    }

    private void AddResults()
    {
        if (_results.FirstOrDefault(r => _calls.All(c => c.CallId != r.CallId)) is { } orphan)
        {
            throw new FaultException(Fault.Final($"the conversation has a result of a call that was not made: {orphan.CallId}"));
        }

        Add("user", _calls.Select(call => PartWriter.Result(call, _results.LastOrDefault(r => r.CallId == call.CallId)
            ?? throw new FaultException(Fault.Final($"the conversation has a call without a result: {call.Name} ({call.CallId})")))));
        _results.Clear();
        _calls = [];
    }

    private void Add(string role, IEnumerable<JsonObject?> parts)
    {
        JsonNode[] all = [.. parts.OfType<JsonObject>()];
        if (all.Length > 0)
        {
            _contents.Add(new JsonObject { ["role"] = role, ["parts"] = new JsonArray(all) });
        }
    }

    // Earlier turns are not looked at; in this one the first call of each reply has to be signed.
    private void SignCurrentTurn()
    {
        if (!model.IsFrom3)
        {
            return;
        }

        for (var i = _contents.Count - 1; i >= 0; i--)
        {
            var parts = _contents[i]!["parts"]!.AsArray();
            if ((string?)_contents[i]!["role"] == "user")
            {
                if (parts.Any(p => p!["functionResponse"] is null))
                {
                    return;
                }
            }
            else if (parts.FirstOrDefault(p => p!["functionCall"] is not null) is JsonObject call)
            {
                call.TryAdd("thoughtSignature", NoSignature);
            }
        }
    }
}
