using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Lead;

/// <summary>Tier 2 on the work of a ticket, one question a time.</summary>
internal sealed class LeadActivities(
    Documents documents, ContentStore store, TierCaller tiers, FinishedTree work, ModelFiles files) : ILeadActivities
{
    /// <summary>Characters of findings that travel to a gate.</summary>
    private const int MaxFindings = 2_000;

    /// <summary>Characters of a proposal that travel to its gate.</summary>
    private const int MaxDetail = 16_000;

    /// <inheritdoc/>
    [Activity]
    public Task<AcceptanceResult> JudgeAcceptanceAsync(WorkInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var acceptance = documents.Ticket(input.Call.Scope).Acceptance;
        var reply = await tiers.AskAsync(input.Call, async () => new(
            LeadPrompt.System,
            LeadPrompt.Acceptance(await work.ReadAsync(input.Verify, cancellationToken)),
            text => Judgement.FindFault(text, acceptance.Count)));
        if (reply is null)
        {
            return new AcceptanceResult(null);
        }

        var judgement = Judgement.Read(reply.Text, acceptance.Count)!;
        if (judgement.IsMet)
        {
            return new(reply.Bill);
        }

        var unmet = judgement.DescribeUnmet(acceptance);
        var evidence = store.Put($"The checks pass, but tier 2 says that the work does not do all that was asked:\n{unmet}\n");
        return new(reply.Bill, Preview.Line(unmet, 300), evidence);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<ReviewResult> ReviewWorkAsync(WorkInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var reply = await tiers.AskAsync(input.Call, async () => new(
            LeadPrompt.System, LeadPrompt.Review(await work.ReadAsync(input.Verify, cancellationToken)), Review.FindFault));
        if (reply is null || Review.Read(reply.Text) is not { Findings.Count: > 0 } review)
        {
            return new ReviewResult(reply?.Bill);
        }

        var message = store.Put(
            "The checks pass. A reviewer read your work before it is merged, and found this:\n\n"
            + $"{Fence.Around(review.Describe(), "text")}\n\n"
            + "Mend what is right, leave what is not, and say why; then answer without a call.\n");
        return new(reply.Bill, Preview.Head(review.Describe(), MaxFindings), message);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<WayOnResult> FindWayOnAsync(WayOnInput input) => WorkspaceFailure.GuardAsync(async _ =>
    {
        var scope = input.Call.Scope;
        var (track, ticket) = (documents.Load(scope.Run.Document).Track, documents.Ticket(scope));
        var evidence = input.Evidence is { } hash ? documents.Text(hash) : input.Reason;
        var reply = await tiers.AskAsync(input.Call, () => Task.FromResult<TierQuestion>(
            new(LeadPrompt.System, LeadPrompt.WayOn(track, ticket, evidence), text => FindFault(track, ticket, text))));
        return reply is null ? new(null) : Describe(reply, track, ticket, WayOn.Read(reply.Text)!, input.Reason);
    });

    private string? FindFault(Track track, Ticket ticket, string text) => WayOn.Read(text) switch
    {
        null => "no answer of the form {\"decision\":\"split\",\"reason\":\"…\",\"tickets\":[…]}, or reword, or person",
        { Tickets: { } tickets } => FindFault(TicketSplit.Create(track, ticket.Id, tickets), ticket),
        _ => null,
    };

    // Whoever writes a ticket opens private files to its worker, and that is a person.
    private string? FindFault(TicketSplit split, Ticket ticket) => split.Problem
        ?? (split.Pieces.SelectMany(files.Opened).Except(files.Opened(ticket), StringComparer.Ordinal).FirstOrDefault() is { } path
            ? $"a ticket that takes its place names {path}, which is private (setting {PrivateFiles.Setting}), and {ticket.Id} does not"
            : null);

    /// <param name="last">Why the last attempt failed.</param>
    private WayOnResult Describe(TierReply reply, Track track, Ticket ticket, WayOn way, string last)
    {
        var split = way.Tickets is { } json ? TicketSplit.Create(track, ticket.Id, json) : null;
        var proposed = split is null ? way.Description : split.Describe();
        var detail = proposed is null ? null : $"The last attempt: {last}\n\n{proposed}";
        var kept = way.Tickets
            ?? (way.Description is { } words ? $"The tech lead has reworded this ticket. It asks for this now:\n\n{words}" : null);
        return new(reply.Bill, way.Kind, way.Reason)
        {
            Hash = Sha256.Hex(reply.Text)[..Gate.HashLength],
            Detail = detail is null ? null : Preview.Head(detail, MaxDetail),
            Kept = kept is null ? null : store.Put(kept),
            Pieces = split?.Pieces.Select(piece => piece.Id).ToList(),
        };
    }
}
