using System.Text.Json;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Live;

namespace SlopTemporal.Activities.Live;

/// <summary>Writes what agents say as they say it, for people to watch. Nothing depends on it, so nothing fails because of it.</summary>
public sealed class LiveLog(SlopHome home, TimeProvider time)
{
    /// <summary>Maximum of characters that are shown of a result, or of the arguments of a call.</summary>
    public const int MaxCharacters = 500;

    private readonly Lock _lock = new();

    /// <summary>Maximum of bytes of a run's log; at the end one line says so, and no more is written.</summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A call to a model that is about to be made.</summary>
    /// <param name="place">The reply that it is to give.</param>
    /// <param name="number">Its number among the calls for that reply, from 1.</param>
    /// <param name="model">The model that is asked; the log shows its name.</param>
    public LiveCall OpenCall(ReplyPlace place, int number, ModelName model) => new(this, new(place, number, model), time);

    /// <summary>Writes the result of a tool call.</summary>
    public void WriteToolResult(ReplyPlace place, int call, CallRecord result)
    {
        var text = $"{(result.Ok ? "ok" : "error")} {Preview.Line(result.Text, MaxCharacters)}".TrimEnd();
        Write(place, LiveKind.ToolResult, text, call);
    }

    internal void Write(ReplyPlace place, LiveKind kind, string text, int? number = null)
    {
        var (scope, tier, turn) = place;
        var stream = LiveLine.Prefix(tier) + scope.Ticket;
        var line = new LiveLine(time.GetUtcNow(), stream, scope.Ticket, scope.Attempt, turn, kind, text)
        {
            Number = number,
            Tier = tier == Tier.Worker ? null : tier,
        };
        try
        {
            lock (_lock)
            {
                Append(LiveFile.PathFor(home, scope.Run.Track, scope.Run.Epoch), line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not fail a turn that nobody may be watching.
        }
    }

    private void Append(string path, LiveLine line)
    {
        var file = new FileInfo(path);
        var left = MaxBytes - (file.Exists ? file.Length : 0);
        if (left > 0)
        {
            var bytes = Bytes(line);
            AppendOnlyFile.AppendLine(path, bytes.Length + 1 < left ? bytes : FullLine(line, left));
        }
    }

    /// <summary>The last line, filled up with blanks: after it the file is full for every later process too.</summary>
    private static byte[] FullLine(LiveLine line, long left)
    {
        const string full = "the live log of this run is full; `slop logs` has the rest";
        var bytes = Bytes(line with { Kind = LiveKind.Full, Text = full, Number = null });
        return [.. bytes, .. Enumerable.Repeat((byte)' ', (int)Math.Max(0, left - bytes.Length))];
    }

    private static byte[] Bytes(LiveLine line) => JsonSerializer.SerializeToUtf8Bytes(line, SlopJson.Options);
}
