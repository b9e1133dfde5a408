using CsCheck;
using SlopTemporal.Domain.Scheduling;

namespace SlopTemporal.UnitTests.Scheduling;

/// <summary>
/// A thousand random schedules without Temporal: graphs, ends, people who interfere, tickets that join or take the place of others,
/// histories that grow long.
/// A schedule that breaks a rule is made as small as it can be, and its events are in the message.
/// </summary>
public sealed class SchedulerSimulation
{
    private const int Schedules = 1000;

    private static readonly string[] Globs = ["src/**", "src/a/*.cs", "docs/*", "tests/**/x"];

    private static readonly Gen<GraphTicket> Ticket = Gen.Select(
        Gen.Int[0, 30].Array[0, 3],
        Gen.Int[0, 9],
        Gen.Int[0, 12],
        // Places of others are made to fit where the ticket comes to stand.
        (after, priority, touches) => new GraphTicket("t")
        {
            After = after.Length == 0 ? null : after,
            Priority = priority is > 0 and < 6 ? priority : null,
            Touches = touches > 0 && touches <= Globs.Length ? [Globs[touches - 1]] : null,
        });

    /// <summary>What happens next, and to which of those to whom it can; most often a ticket ends.</summary>
    private static readonly Gen<Move> Moves = Gen.Select(
        Gen.Frequency((6, Gen.Const(Happening.Completes)), (9, Gen.Enum<Happening>())), Gen.Int[0, 40], (what, which) =>
            new Move(what, which));

    [Fact]
    public void Every_schedule_keeps_the_rules_and_ends() =>
        Gen.Select(Ticket.Array[1, 20], Gen.Int[1, 5], Gen.Int[0, 4], Moves.Array[0, 120], Ticket.Array[1, 3].Array[6])
            .Sample(
                (graph, cap, early, moves, more) => new SimulatedTrack(graph, cap, more).Run(early, moves),
                iter: Schedules,
                print: s => $"{s.Item1.Length} tickets, {s.Item2} workers, {s.Item4.Length} events");
}

/// <summary>Something that may happen to a track, in words of the simulation.</summary>
internal enum Happening
{
    Completes,
    Blocks,
    Cancels,
    IsLeftOut,
    WantsLane,
    LeavesLane,
    OpensGate,
    ClosesGate,
    EndsAgain,
    IsRetried,
    IsSkipped,
    IsCancelled,
    Pauses,
    Resumes,
    GetsWorkers,
    Grows,
    IsReplaced,
    Suspends,
}

/// <param name="What">Happens.</param>
/// <param name="Which">Place among those to whom it can happen, beyond their number too.</param>
internal readonly record struct Move(Happening What, int Which);
