using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>States of a track as screens get them.</summary>
internal static class States
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Twelve seconds and a bit later.</summary>
    public static readonly DateTimeOffset Now = Start + TimeSpan.FromSeconds(12.3);

    public static IReadOnlyList<Ticket> Graph { get; } =
    [
        new() { Id = "model", Description = "d" },
        new() { Id = "parser", Description = "d", DependsOn = ["model"] },
        new() { Id = "docs", Description = "d" },
        new() { Id = "release", Description = "d", DependsOn = ["docs", "parser"] },
    ];

    public static TicketSnapshot Ticket(string id, TicketStatus status = TicketStatus.Todo) => new() { Id = id, Status = status };

    public static ModelUsage Spent(string model, long input, long output, int calls, decimal usd = 0) =>
        new(ModelName.Parse(model), new() { Input = input, Output = output, Calls = calls, Usd = usd });

    /// <summary>One ticket done, one in its second attempt, one blocked, one that waits.</summary>
    public static TrackSnapshot AtWork() => Track(
        TrackStatus.Running,
        Ticket("model", TicketStatus.Completed) with
        {
            Attempt = 1,
            Model = "scripted:1",
            Commit = "0123456789abcdef0123",
            Started = Start,
            Ended = Start.AddSeconds(4),
            Usage = [Spent("scripted:1", 1000, 200, 2)],
        },
        Ticket("parser", TicketStatus.InProgress) with
        {
            Attempt = 2,
            Model = "scripted:2",
            Turn = 3,
            Doing = "verify",
            Started = Start.AddSeconds(4),
            Usage = [Spent("scripted:1", 900, 90, 3), Spent("scripted:2", 2500, 500, 2, 0.0125m)],
        },
        Ticket("docs", TicketStatus.Blocked) with
        {
            Attempt = 3,
            Model = "scripted:3",
            Reason = "`make docs` exited with 2: no such target",
            Started = Start,
            Ended = Start.AddSeconds(9),
        },
        Ticket("release"));

    public static TrackSnapshot Track(TrackStatus status, params TicketSnapshot[] tickets) => new()
    {
        Id = "csv",
        Title = "Add CSV export",
        Status = status,
        Branch = "slop/csv",
        Commit = "fedcba9876543210fedc",
        WebUi = "http://127.0.0.1:8233/namespaces/default/workflows/track-csv",
        Started = Start,
        Tickets = tickets,
        TicketCount = tickets.Length,
        Usage = TierUsage.ByTier(tickets.SelectMany(t => t.Usage)),
    };
}
