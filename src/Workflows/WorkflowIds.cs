namespace SlopTemporal.Workflows;

/// <summary>Ids that people see in the Web UI.</summary>
public static class WorkflowIds
{
    /// <summary><c>track-&lt;id&gt;</c>.</summary>
    public static string Track(string track) => $"track-{track}";

    /// <summary><c>track-&lt;id&gt;/&lt;ticket&gt;</c>.</summary>
    public static string Ticket(string track, string ticket) => $"track-{track}/{ticket}";
}
