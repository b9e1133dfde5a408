using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The message of a ticket's commit: what it is about, what the model says that it did, and the key of the effect.</summary>
/// <remarks>It holds nothing that acts on the terminal of whoever reads the log.</remarks>
internal static class CommitMessage
{
    private const int SubjectLength = 72;
    private const int MaxSummary = 4_000;

    /// <param name="summary">The model's last words, which are not trusted; null or blank: there are none.</param>
    public static string Create(Ticket ticket, string? summary, string key)
    {
        var lines = ticket.Description.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var about = lines.Select(line => line.TrimStart('#', ' ')).FirstOrDefault(line => line.Length > 0) ?? "work";
        var subject = Preview.Line(Preview.Visible($"{ticket.Id}: {about}"), SubjectLength);
        string[] parts = [subject, Body(summary ?? ""), TrackRefs.KeyLine(key)];
        return string.Join("\n\n", parts.Where(part => part.Length > 0)) + "\n";
    }

    // Keys tell which work is on the branch: a model must not be able to write one.
    private static string Body(string summary)
    {
        var lines = Preview.HeadAndTail(summary, MaxSummary).Split('\n').Select(line => Preview.Visible(line).TrimEnd());
        return string.Join('\n', lines.Where(line => !TrackRefs.IsKeyLine(line))).Trim('\n');
    }
}
