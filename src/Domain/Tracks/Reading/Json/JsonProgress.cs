using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>What may come next in JSON.</summary>
internal enum Awaited
{
    Value,
    Name,
    Colon,
    Separator,
    End,
}

/// <summary>How far reading came before it stopped.</summary>
/// <param name="Tokens">All that was read.</param>
/// <param name="Open">Indexes of the lists and objects that are not closed, innermost first.</param>
/// <param name="Done">The end of what was read.</param>
internal sealed record JsonProgress(IReadOnlyList<JsonToken> Tokens, IReadOnlyCollection<int> Open, int Done)
{
    /// <summary>The innermost list or object that is not closed.</summary>
    public JsonToken? Innermost => Open.Count > 0 ? Tokens[Open.First()] : null;

    /// <summary>False: not even a first token was read.</summary>
    public bool HasBegun => Tokens.Count > 0;

    /// <summary>What had to come, a comma not counted.</summary>
    public Awaited Awaited => (Innermost, HasBegun) switch
    {
        (null, true) => Awaited.End,
        (null, false) => Awaited.Value,
        _ when Tokens[^1].Kind == JsonTokenType.PropertyName => Awaited.Colon,
        ({ } inside, _) when inside.At.End != Done => Awaited.Separator,
        ({ Kind: JsonTokenType.StartObject }, _) => Awaited.Name,
        _ => Awaited.Value,
    };

    /// <summary>What had to come after the comma or colon.</summary>
    public Awaited AwaitedAfterMark => Awaited switch
    {
        Awaited.Separator when Innermost!.Value.Kind == JsonTokenType.StartObject => Awaited.Name,
        Awaited.Separator or Awaited.Colon => Awaited.Value,
        var same => same,
    };
}
