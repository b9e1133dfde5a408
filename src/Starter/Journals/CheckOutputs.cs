using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;

namespace SlopTemporal.Starter.Journals;

/// <summary>What setup and checks have written, whole: the shape of <c>slop show --output --json</c>.</summary>
/// <param name="Ticket">Null: the base of the track was checked.</param>
/// <param name="Outputs">In the order in which they ran.</param>
internal sealed record CheckOutputs(string Track, string? Ticket, IReadOnlyList<CheckOutput> Outputs)
{
    /// <summary>Of the base, before any ticket.</summary>
    public static CheckOutputs OfBase(JournaledTrack track, ContentStore store) => new(
        track.Id,
        null,
        track.Run.BaseCheck() is { } check
            ? [.. Of("base", PassedOutput.Read(check.Passed, store), check.Failure?.Sentence, Text(check.Failure, store))]
            : []);

    /// <summary>Of the attempts at a ticket.</summary>
    public static CheckOutputs OfTicket(Transcript transcript) => new(
        transcript.Track,
        transcript.Ticket,
        [
            .. transcript.Attempts.SelectMany(attempt => attempt.Checks.SelectMany(
                check => Of($"attempt {attempt.Attempt}", check.Passed, check.Failure, check.Output))),
        ]);

    private static IEnumerable<CheckOutput> Of(string of, IReadOnlyList<PassedOutput> passed, string? failure, string? output) =>
        passed.Select(p => new CheckOutput(of, p.Describe(), Ok: true, p.Output ?? "no output"))
            .Concat(failure is null || output is null ? [] : [new(of, failure, Ok: false, output)]);

    private static string? Text(CheckFailure? failure, ContentStore store) =>
        failure is null ? null : store.FindText(failure.Evidence);
}

/// <summary>One command.</summary>
/// <param name="Of">What it was run for, such as <c>attempt 2</c>.</param>
/// <param name="End">The command with its end, in a sentence.</param>
/// <param name="Ok">Whether it passed.</param>
/// <param name="Output">All that it wrote.</param>
internal sealed record CheckOutput(string Of, string End, bool Ok, string Output);

/// <summary>A command that passed.</summary>
/// <param name="Took">Null: it was noted by a build that did not say.</param>
/// <param name="Output">Null: it wrote nothing, or what it wrote is not here.</param>
internal sealed record PassedOutput(string Command, TimeSpan? Took, string? Output)
{
    public static IReadOnlyList<PassedOutput> Read(IReadOnlyList<PassedCheck>? passed, ContentStore? store) =>
        [.. (passed ?? []).Select(p => new PassedOutput(p.Command, p.Took, p.Output is { } hash ? store?.FindText(hash) : null))];

    /// <summary>The command with its end, in a sentence.</summary>
    public string Describe() => Took is { } took
        ? string.Create(CultureInfo.InvariantCulture, $"`{Command}` passed in {took.TotalSeconds:0.0} s")
        : $"`{Command}` passed";
}
