namespace SlopTemporal.Starter.Journals;

/// <summary>What setup and checks that failed have written, whole: the shape of <c>slop show --output --json</c>.</summary>
/// <param name="Ticket">Null: the base of the track was checked.</param>
/// <param name="Outputs">In the order in which they failed.</param>
internal sealed record CheckOutputs(string Track, string? Ticket, IReadOnlyList<CheckOutput> Outputs)
{
    /// <summary>Of the base, before any ticket.</summary>
    public static CheckOutputs OfBase(JournaledTrack track, ContentStore store) => new(
        track.Id,
        null,
        track.Run.BaseCheck()?.Failure is { } red && store.FindText(red.Evidence) is { } output
            ? [new("base", red.Sentence, output)]
            : []);

    /// <summary>Of the attempts at a ticket.</summary>
    public static CheckOutputs OfTicket(Transcript transcript) => new(
        transcript.Track,
        transcript.Ticket,
        [
            .. transcript.Attempts.SelectMany(attempt => attempt.Checks.Where(check => check.Output is not null)
                .Select(check => new CheckOutput($"attempt {attempt.Attempt}", check.Failure!, check.Output!))),
        ]);
}

/// <summary>One command that did not pass.</summary>
/// <param name="Of">What it was run for, such as <c>attempt 2</c>.</param>
/// <param name="Failure">The command with its end, in a sentence.</param>
internal sealed record CheckOutput(string Of, string Failure, string Output);
