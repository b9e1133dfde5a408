using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Starter.Hosting;

/// <summary><c>worker.ready</c> in the home: the worker writes it when it polls.</summary>
/// <param name="At">Since when it polls.</param>
/// <param name="Variables">Null: an earlier build did not say.</param>
internal sealed record WorkerReady(
    ProcessIdentity Process, string Version, string Address, DateTimeOffset At = default, VariableMarks? Variables = null)
{
    /// <summary>False: of an earlier build, which refuses for good what is signed with a key that was made while it runs.</summary>
    public bool TakesNewKeys { get; init; }

    /// <summary>Always set for a process that was started in the usual way.</summary>
    private const string Usual = "PATH";

    /// <summary>Which variables it has; of an earlier build, as far as the system tells. Null: nobody tells.</summary>
    public VariableMarks? FindVariables()
    {
        if (Variables is not null)
        {
            return Variables;
        }

        var told = ProcessVariables.Read(Process, [Usual, .. WorkerVariables.Names]);
        return told.ContainsKey(Usual) ? VariableMarks.Of(new(told.GetValueOrDefault), WorkerVariables.Names) : null;
    }

    public static WorkerReady? Read(SlopHome home)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerReady>(File.ReadAllBytes(Path.Combine(home.Root, "worker.ready")), SlopJson.Options);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>That of the worker that runs in a home, whoever started it; null: none polls.</summary>
    public static WorkerReady? OfRunning(SlopHome home) => Read(home) is { } ready && ready.Process.IsAlive ? ready : null;
}
