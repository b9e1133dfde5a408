using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates;

/// <summary>A gate with what is known of its action where it is edited.</summary>
/// <param name="Gate">As it is open.</param>
/// <param name="Document">What its track runs from; null where that is not known any more.</param>
/// <param name="Arguments">Of the call that it is about, whole; null: it is about none, or they are not known here.</param>
public sealed record GateSubject(Gate Gate, TrackDocument? Document = null, JsonElement? Arguments = null)
{
    /// <summary>The planned track file or tickets that it is about, whole; null: it is about none, or they are not known here.</summary>
    public string? File { get; init; }
}

/// <summary>What an editor opens.</summary>
/// <param name="FileName">Its ending tells the editor what it is.</param>
/// <param name="Text">What may be changed.</param>
/// <param name="Notes">What else belongs to it, lines to be read only; null: nothing.</param>
public sealed record GateDraft(string FileName, string Text, string? Notes = null);

/// <summary>What a person may put in place of what waits: <c>edited</c> of a decision, and the file that an editor opens.</summary>
public sealed record GateEdit
{
    /// <summary>What was expected instead, a sentence; null where <c>edited</c> will do.</summary>
    public required Func<JsonElement, string?> Problem { get; init; }

    /// <summary>
    /// Why an <c>edited</c> of the right form cannot be done, as far as that can be told before it is sent; null: nothing speaks
    /// against it.
    /// </summary>
    public Func<GateSubject, JsonElement, string?> Fault { get; init; } = (_, _) => null;

    /// <summary>JSON of <c>edited</c> for people to paste and change; null: it is answered in another way.</summary>
    public Func<Gate, string>? Example { get; init; }

    /// <summary>What the editor opens. Throws a <see cref="RequestException"/> that says what is not known here.</summary>
    public required Func<GateSubject, GateDraft> Draft { get; init; }

    /// <summary>The <c>edited</c> that a saved text means. Throws a <see cref="RequestException"/> that says what is wrong.</summary>
    public required Func<GateSubject, string, JsonElement> Read { get; init; }

    /// <summary>The object that a text holds; null where it is not one.</summary>
    internal static JsonElement? Object(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && !HalfCharacters.IsIn(text) ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same, for a file that a person saved.</summary>
    /// <exception cref="RequestException">It is not an object.</exception>
    internal static JsonElement SavedObject(string text) =>
        Object(text) ?? throw new RequestException("what was saved is not a JSON object");
}
