using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>Counts what was paid for: one JSON line for each answer given, written before anything else happens with it.</summary>
/// <param name="path">Null: no log.</param>
public sealed class ScriptLog(string? path)
{
    /// <summary>The variable of the worker's environment that names the file.</summary>
    public const string Variable = "SLOP_SCRIPT_LOG";

    /// <summary>The log that the environment asks for.</summary>
    public static ScriptLog FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null);

    /// <summary>Notes an answer.</summary>
    public void Answered(ScriptCall call, ModelName model)
    {
        if (path is not null)
        {
            var line = new Line(
                call.Track,
                call.Ticket,
                Tier.Name(call.Tier),
                call.Attempt,
                call.Turn,
                model,
                Environment.ProcessId,
                DateTimeOffset.UtcNow);
            AppendOnlyFile.AppendLine(path, JsonSerializer.SerializeToUtf8Bytes(line, SlopJson.Options));
        }
    }

    private sealed record Line(
        string Track, string Ticket, string Tier, int Attempt, int Turn, ModelName Model, int Pid, DateTimeOffset At);
}
