using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Starter.Journals;

/// <summary>Reads the journal of one attempt; what cannot be read counts as absent.</summary>
internal sealed class AttemptReader(AttemptFolder folder, ContentStore store)
{
    private readonly ILookup<JournalPart, JournalFile> _files = folder.Files()
        .OrderBy(f => folder.Ticket == AttemptScope.Plan ? f.Entry.Tier : 0)
        .ThenBy(f => f.Entry.Turn)
        .ThenBy(f => f.Entry.Number)
        // A plan is worked by tiers of which a ticket knows only answers.
        .ToLookup(f => folder.Ticket == AttemptScope.Plan && f.Entry.Part == JournalPart.Answer ? JournalPart.Turn : f.Entry.Part);

    /// <summary>The full transcript.</summary>
    /// <param name="ticket">What the track knows of the ticket; null: nothing.</param>
    public AttemptTranscript ReadTranscript(TicketSnapshot? ticket)
    {
        var prompt = First<PromptRecord>(JournalPart.EditedPrompt) ?? First<PromptRecord>(JournalPart.Prompt);
        return new()
        {
            Attempt = folder.Attempt,
            System = prompt?.System,
            Prompt = prompt?.Text,
            Turns = [.. All<TurnRecord>(JournalPart.Turn).Select(Turn)],
            Answers = [.. _files[JournalPart.Answer].Select(Answer).OfType<AnswerTranscript>().OrderBy(answer => answer.At)],
            Patches = [.. _files[JournalPart.Patch].Concat(_files[JournalPart.RefusedPatch]).Select(Patch).OrderBy(patch => patch.At)],
            FailedCalls = [.. FailedCalls()],
            Checks = [.. Checks()],
            Decisions = [.. Decisions()],
            End = End(ticket),
        };
    }

    /// <summary>The attempt in one line: of its turns only the last is read.</summary>
    /// <param name="ticket">What the track knows of the ticket; null: nothing.</param>
    public AttemptOverview ReadOverview(TicketSnapshot? ticket) =>
        new(folder.Attempt, LastTurn()?.Model, _files[JournalPart.Turn].Count(), End(ticket));

    private string End(TicketSnapshot? ticket) =>
        ticket?.Attempt == folder.Attempt && AttemptEnd.FromSnapshot(ticket) is { } known
            ? known
            : AttemptEnd.FromJournal(
                LastTurn(), Checks().LastOrDefault(), Unmet(), Decisions().LastOrDefault(), FailedCalls().LastOrDefault());

    /// <summary>What tier 2 found missing in the work that passed its checks last; null: nothing.</summary>
    private string? Unmet() => _files[JournalPart.Answer].LastOrDefault(file => file.Entry.Tier == Tier.Lead) is { } file
        && Checks().LastOrDefault() is { Ok: true } check && file.Written >= check.At && file.Read<TurnRecord>() is { } answer
        && Judgement.ReadUnmet(answer.Text) is [var first, ..]
            ? first.Evidence
            : null;

    private TurnRecord? LastTurn() => _files[JournalPart.Turn].LastOrDefault()?.Read<TurnRecord>();

    private TurnTranscript Turn(TurnRecord turn) => new()
    {
        Turn = turn.Turn,
        At = turn.At,
        Model = turn.Model,
        AnsweredBy = turn.AnsweredBy,
        Usage = turn.Usage,
        Message = turn.Message,
        Text = turn.Text,
        Calls = [.. turn.Calls.Select((call, i) => Call(call, Result(turn.Turn, i + 1)))],
    };

    private static AnswerTranscript? Answer(JournalFile file) => file.Read<TurnRecord>() is { } turn
        ? new(Tier.Name(file.Entry.Tier), turn.Turn, turn.At, turn.Model, turn.Usage, file.ReadBeside(".md"), turn.Text)
        : null;

    private static PatchTranscript Patch(JournalFile file)
    {
        if (file.Entry.Part == JournalPart.RefusedPatch)
        {
            return new(file.Entry.Turn, file.Written, Text: null, file.Read<RefusedPatch>()?.Problem, Applied: null);
        }

        var (proposed, applied) = (file.Read<PatchRecord>(), file.Attempt.AppliedPatch(file.Entry.Turn)?.Diff);
        return new(file.Entry.Turn, file.Written, proposed?.Text, Refused: null, applied == proposed?.Patch.Diff ? null : applied);
    }

    private static CallTranscript Call(CallRequest asked, CallRecord? ran) =>
        new(asked.Name, ran?.Arguments ?? asked.Arguments, ran?.Ok, ran?.Text);

    private CallRecord? Result(int turn, int call) =>
        _files[JournalPart.Call].FirstOrDefault(f => f.Entry.Turn == turn && f.Entry.Number == call)?.Read<CallRecord>();

    private IEnumerable<TryTranscript> FailedCalls() =>
        from file in _files[JournalPart.Try]
        let failed = file.Read<ModelTry>()
        where failed is not null
        select TryTranscript.From(file, failed);

    private IEnumerable<CheckTranscript> Checks() => _files[JournalPart.Verify].Concat(_files[JournalPart.Merged])
        .Select(file => file.Read<VerifyResult>() is { } result ? CheckTranscript.From(file, result, store) : null)
        .OfType<CheckTranscript>()
        .OrderBy(check => check.At);

    private IEnumerable<DecidedGate> Decisions() => All<DecidedGate>(JournalPart.Gate).OrderBy(decided => decided.At);

    private IEnumerable<T> All<T>(JournalPart part)
        where T : class => _files[part].Select(file => file.Read<T>()).OfType<T>();

    private T? First<T>(JournalPart part)
        where T : class => All<T>(part).FirstOrDefault();
}
