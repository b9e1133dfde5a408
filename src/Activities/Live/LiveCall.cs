using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Live;

namespace SlopTemporal.Activities.Live;

/// <summary>The place of a call to a model in its track, and the model that is called.</summary>
/// <param name="Number">Among the calls for the same reply, from 1.</param>
internal sealed record LivePlace(ReplyPlace Reply, int Number, ModelName Model);

/// <summary>Writes one call to a model into the live log.</summary>
public sealed class LiveCall : IDisposable
{
    private readonly LiveLog _log;
    private readonly LivePlace _place;
    private readonly LiveText _text;
    private long _characters;

    internal LiveCall(LiveLog log, LivePlace place, TimeProvider time)
    {
        _log = log;
        _place = place;
        _text = new(text => Write(LiveKind.Chunk, text), time);
    }

    /// <summary>Characters received so far, thoughts among them.</summary>
    public long Characters => Interlocked.Read(ref _characters);

    /// <summary>Tells that the model is asked now.</summary>
    public void Begin() => Write(LiveKind.Asked, _place.Model.ToString());

    /// <summary>Takes a piece of the reply. Only words are shown; calls are once they are journaled.</summary>
    public void Receive(AIContent content)
    {
        switch (content)
        {
            case TextContent answer:
                Interlocked.Add(ref _characters, answer.Text.Length);
                _text.Add(answer.Text);
                break;
            case TextReasoningContent thought:
                Interlocked.Add(ref _characters, thought.Text.Length);
                break;
        }
    }

    /// <summary>Writes what is left of the reply; to be called after its last piece.</summary>
    public void End() => _text.Flush();

    /// <summary>Tells that the reply cannot be used.</summary>
    public void Discard(string reason)
    {
        End();
        Write(LiveKind.Discarded, Preview.Line(reason), _place.Number);
    }

    /// <summary>Writes the calls of the reply, once it is in the journal.</summary>
    public void WriteCalls(TurnRecord turn)
    {
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            var call = turn.Calls[i];
            Write(LiveKind.ToolCall, $"{call.Name} {Preview.Line(call.Arguments.GetRawText(), LiveLog.MaxCharacters)}", i + 1);
        }
    }

    public void Dispose() => _text.Dispose();

    private void Write(LiveKind kind, string text, int? number = null) => _log.Write(_place.Reply, kind, text, number);
}
