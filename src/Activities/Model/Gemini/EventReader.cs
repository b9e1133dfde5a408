using System.Text;
using System.Text.Json;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Events of a stream, and whatever a server writes in their place when it fails.</summary>
/// <remarks>The framework's own reader drops raw errors and cut events silently: a failed call would look like a short success.</remarks>
internal sealed class EventReader(LineReader lines, ErrorAdvice advice)
{
    private const string Field = "data:";

    /// <summary>An error is not longer; each of its lines is tried as its end.</summary>
    private const int MostStray = 64 * 1024;

    private readonly StringBuilder _data = new();
    private readonly StringBuilder _stray = new();

    /// <summary>The next event, or null where the stream ends between two.</summary>
    /// <exception cref="FaultException">An error came, or the stream ends within an event.</exception>
    public async ValueTask<JsonElement?> NextAsync()
    {
        while (await lines.NextAsync() is { } line)
        {
            if (_stray.Length > 0 || OpensStray(line))
            {
                AddStray(line);
            }
            else if (line.Length == 0 && _data.Length > 0)
            {
                return Event();
            }
            else if (line.StartsWith(Field, StringComparison.Ordinal))
            {
                Add(_data, line.AsSpan(line.StartsWith(Field + " ", StringComparison.Ordinal) ? Field.Length + 1 : Field.Length));
            }
        }

        FailWhereUnfinished();
        return null;
    }

    // Comments and other fields of an event never start like this.
    private static bool OpensStray(string line) => line.AsSpan().TrimStart() is ['{' or '[' or '<', ..];

    private void AddStray(string line)
    {
        Add(_stray, line);
        // A server may hold the connection open after its error.
        if (_stray.Length < MostStray && line.AsSpan().TrimEnd() is [.., '}' or ']'] && GeminiError.Parse(_stray.ToString()) is { } error)
        {
            throw new FaultException(ErrorRules.FromStream(error, advice));
        }
    }

    private void FailWhereUnfinished()
    {
        if (_stray.Length > 0)
        {
            throw new FaultException(Fault.Transient("the stream broke off with something that is neither an event nor an error"));
        }

        if (_data.Length > 0)
        {
            throw new FaultException(Fault.Transient("the stream ended within an event"));
        }
    }

    private JsonElement? Event()
    {
        var text = _data.ToString();
        _data.Clear();
        var parsed = JsonReading.Parse(text);
        if (parsed is { ValueKind: JsonValueKind.Object } && parsed.Member("error") is null)
        {
            return parsed;
        }

        throw new FaultException(GeminiError.Parse(text) is { } error
            ? ErrorRules.FromStream(error, advice)
            : Fault.Transient("the stream holds an event that is not a JSON object"));
    }

    private static void Add(StringBuilder to, ReadOnlySpan<char> line)
    {
        if (to.Length + line.Length > LineReader.MostBytes)
        {
            throw new FaultException(
                Fault.Quality($"malformed: the reply has an event of more than {LineReader.MostBytes / 1024 / 1024} MB"));
        }

        if (to.Length > 0)
        {
            to.Append('\n');
        }

        to.Append(line);
    }
}
