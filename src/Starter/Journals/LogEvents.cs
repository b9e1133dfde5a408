using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Starter.Journals;

/// <summary>What a file of the journal says happened. Each file is read on its own, so that a growing journal is read once.</summary>
internal static class LogEvents
{
    private const int MaxCharacters = 500;

    /// <summary>In the order in which it happened; nothing where the file cannot be read.</summary>
    public static IEnumerable<LogEvent> Read(JournalFile file) => file.Entry.Part switch
    {
        JournalPart.Prompt => Read<PromptRecord>(file, Prompt),
        JournalPart.EditedPrompt => Read<PromptRecord>(file, EditedPrompt),
        JournalPart.Try => Read<ModelTry>(file, NoReply),
        JournalPart.Turn or JournalPart.Answer => Read<TurnRecord>(file, Turn),
        JournalPart.Call => Read<CallRecord>(file, Result),
        JournalPart.Gate => Read<DecidedGate>(file, Decided),
        JournalPart.Verify or JournalPart.Merged => Read<VerifyResult>(file, Check),
        JournalPart.Patch => Read<PatchRecord>(file, Patch),
        JournalPart.RefusedPatch => Read<RefusedPatch>(file, Patch),
        _ => [],
    };

    private static IEnumerable<LogEvent> Read<T>(JournalFile file, Func<JournalFile, T, IEnumerable<LogEvent>> events)
        where T : class => file.Read<T>() is { } record ? events(file, record) : [];

    private static IEnumerable<LogEvent> Prompt(JournalFile file, PromptRecord prompt) =>
        [PromptEvent(file, $"attempt {file.Attempt.Attempt} begins: a prompt of {prompt.Text.Length} characters")];

    private static IEnumerable<LogEvent> EditedPrompt(JournalFile file, PromptRecord prompt) =>
        [PromptEvent(file, $"a person changed the prompt: {prompt.Text.Length} characters")];

    private static LogEvent PromptEvent(JournalFile file, FormattableString text) =>
        Event(file, LogKind.Prompt, FormattableString.Invariant(text));

    private static IEnumerable<LogEvent> NoReply(JournalFile file, ModelTry failed) =>
        [Event(file, LogKind.NoReply, JournalWords.Failed(TryTranscript.From(file, failed)))];

    private static IEnumerable<LogEvent> Turn(JournalFile file, TurnRecord turn)
    {
        if (turn.Message is { } message)
        {
            yield return Event(file, LogKind.Told, $"told: {Cut(message)}", turn.At);
        }

        var what = turn.Calls.Count switch
        {
            0 => Words.For(turn.Kind),
            1 => "1 call",
            var calls => string.Create(CultureInfo.InvariantCulture, $"{calls} calls"),
        };
        yield return Event(
            file,
            LogKind.Turn,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{JournalWords.Tier(file.Entry.Tier)}turn {turn.Turn} · {JournalWords.Model(turn.Model, turn.AnsweredBy)} · {what}"),
            turn.At);
        if (!string.IsNullOrWhiteSpace(turn.Text))
        {
            yield return Event(file, LogKind.Said, $"said: {Cut(turn.Text)}", turn.At);
        }

        foreach (var call in turn.Calls)
        {
            yield return Event(
                file, LogKind.ToolCall, $"{JournalWords.ToolCall} {call.Name} {ToolSubject.From(call.Arguments)}".TrimEnd(), turn.At);
        }
    }

    private static IEnumerable<LogEvent> Result(JournalFile file, CallRecord call) =>
        [Event(file, LogKind.ToolResult, $"{JournalWords.Result(call.Ok)} {Cut(call.Text)}".TrimEnd())];

    private static IEnumerable<LogEvent> Decided(JournalFile file, DecidedGate decided) =>
        [Event(file, LogKind.Decided, JournalWords.Decided(decided), decided.At)];

    private static IEnumerable<LogEvent> Check(JournalFile file, VerifyResult result) =>
        [Event(file, LogKind.Check, JournalWords.Check(CheckTranscript.From(file, result, store: null)))];

    private static IEnumerable<LogEvent> Patch(JournalFile file, PatchRecord patch) =>
        [Event(file, LogKind.Patch, $"{JournalWords.Patch(file.Entry.Turn, fits: true)}: {patch.Patch.Total}")];

    private static IEnumerable<LogEvent> Patch(JournalFile file, RefusedPatch patch) =>
        [Event(file, LogKind.Patch, $"{JournalWords.Patch(file.Entry.Turn, fits: false)}: {Cut(patch.Problem)}")];

    private static LogEvent Event(JournalFile file, LogKind kind, string text, DateTimeOffset? at = null) =>
        new(at ?? file.Written, file.Attempt.Ticket, file.Attempt.Attempt, kind, text) { Key = LogKey.From(file, kind) };

    private static string Cut(string text) => Preview.Line(text, MaxCharacters);
}
