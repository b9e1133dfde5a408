using SlopTemporal.Domain.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A sign and a colour for each state.</summary>
internal static class StatusStyle
{
    public static string Sign(TicketStatus status) => status switch
    {
        TicketStatus.Completed => "✓",
        TicketStatus.InProgress => "▸",
        TicketStatus.Waiting => "?",
        TicketStatus.Blocked => "✗",
        TicketStatus.Skipped => "→",
        TicketStatus.Cancelled => "⊘",
        _ => "·",
    };

    public static Style For(TicketStatus status) => status switch
    {
        TicketStatus.Completed => Color.Green,
        TicketStatus.InProgress => Color.Aqua,
        TicketStatus.Waiting => Color.Yellow,
        TicketStatus.Blocked => Color.Red,
        _ => Color.Grey,
    };

    public static Style For(TrackStatus status) => status switch
    {
        TrackStatus.Completed => Color.Green,
        TrackStatus.Running => Color.Aqua,
        TrackStatus.Failed or TrackStatus.Blocked => Color.Red,
        _ => Color.Yellow,
    };

    /// <summary>Lower ranks are shown first: what needs a person.</summary>
    public static int Rank(TicketStatus status) => status switch
    {
        TicketStatus.Waiting => 0,
        TicketStatus.Blocked => 1,
        TicketStatus.InProgress => 2,
        TicketStatus.Todo => 3,
        _ => 4,
    };
}
