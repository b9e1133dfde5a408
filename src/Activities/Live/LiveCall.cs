using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Live;

namespace SlopTemporal.Activities.Live;

/// <summary>Where a call to a model stands.</summary>
/// <param name="Number">Within the turn, from 1.</param>
internal sealed record CallPlace(AttemptScope Scope, int Turn, int Number, ModelName Model);

/// <summary>One call to a model as those see it who watch.</summary>
public sealed class LiveCall : IDisposable
{
    private readonly LiveLog _log;
    private readonly CallPlace _place;
    private readonly LiveText _text;
    private long _characters;

    internal LiveCall(LiveLog log, CallPlace place, TimeProvider time)
    {
        _log = log;
        _place = place;
        _text = new(text => Write(LiveKind.Chunk, text), time);
    }

    /// <summary>Characters that came so far, thoughts among them.</summary>
    public long Characters => Interlocked.Read(ref _characters);

    public void Asked() => Write(LiveKind.Asked, _place.Model.ToString());

    /// <summary>Takes a piece of the reply. Only words are shown; calls are once they are journaled.</summary>
    public void Came(AIContent content)
    {
        switch (content)
        {
            case TextContent said:
                Interlocked.Add(ref _characters, said.Text.Length);
                _text.Add(said.Text);
                break;
            case TextReasoningContent thought:
                Interlocked.Add(ref _characters, thought.Text.Length);
                break;
        }
    }

    /// <summary>No piece comes any more.</summary>
    public void Ended() => _text.Flush();

    /// <summary>The reply cannot be used.</summary>
    public void Discarded(string reason)
    {
        Ended();
        Write(LiveKind.Discarded, Preview.Line(reason), _place.Number);
    }

    /// <summary>The reply is in the journal.</summary>
    public void Journaled(TurnRecord turn)
    {
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            Write(LiveKind.ToolCall, $"{turn.Calls[i].Name} {Preview.Line(turn.Calls[i].Arguments.GetRawText(), LiveLog.MostCharacters)}", i + 1);
        }
    }

    public void Dispose() => _text.Dispose();

    private void Write(LiveKind kind, string text, int? number = null) => _log.Write(_place.Scope, _place.Turn, kind, text, number);
}
