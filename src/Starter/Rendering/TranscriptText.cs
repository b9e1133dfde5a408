using System.Globalization;
using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Rendering;

/// <summary>How much of long texts is shown.</summary>
internal enum TextLength
{
    /// <summary>Head and tail, with a note of what was left out.</summary>
    Cut,

    /// <summary>All, and the instructions that every agent gets.</summary>
    Full,
}

/// <summary>A transcript for people: plain lines, so that it can be searched and piped.</summary>
internal sealed class TranscriptText(TextLength length)
{
    private const int MaxCharacters = 1200;
    private const string Indent = "  ";

    private readonly StringBuilder _text = new();

    public static string Render(Transcript transcript, TextLength length)
    {
        var text = new TranscriptText(length);
        foreach (var attempt in transcript.Attempts)
        {
            text.Write(attempt, transcript.Ticket);
        }

        return text._text.ToString();
    }

    private void Write(AttemptTranscript attempt, string ticket)
    {
        Line(0, string.Create(CultureInfo.InvariantCulture, $"{ticket}, attempt {attempt.Attempt}"));
        Line(0, "");
        Section(length == TextLength.Full ? "instructions" : null, attempt.System);
        Section("prompt", attempt.Prompt);
        foreach (var write in InOrder(attempt))
        {
            write();
        }

        Line(1, $"end: {attempt.End}");
        Line(0, "");
    }

    /// <summary>Turns, checks and decisions as they happened.</summary>
    private IEnumerable<Action> InOrder(AttemptTranscript attempt) =>
        attempt.Turns.Select(turn => (turn.At, Write: (Action)(() => Write(turn))))
            .Concat(attempt.Answers.Select(answer => (answer.At, Write: (Action)(() => Write(answer)))))
            .Concat(attempt.Patches.Select(patch => (patch.At, Write: (Action)(() => Write(patch)))))
            .Concat(attempt.FailedCalls.Select(failed => (failed.At, Write: (Action)(() => Section(JournalWords.Failed(failed), "")))))
            .Concat(attempt.Decisions.Select(decided => (decided.At, Write: (Action)(() => Write(decided)))))
            .Concat(attempt.Checks.Select(check => (check.At, Write: (Action)(() => Write(check)))))
            .OrderBy(happened => happened.At)
            .Select(happened => happened.Write);

    private void Write(TurnTranscript turn)
    {
        Section(turn.Message is null ? null : "told", turn.Message);
        var model = JournalWords.Model(turn.Model, turn.AnsweredBy);
        Line(1, string.Create(CultureInfo.InvariantCulture, $"turn {turn.Turn} · {model}{Cost(turn.Usage)}"));
        if (turn.Text.Length > 0)
        {
            // Indented deeper than our own lines: a text must not pass for a call or a result.
            Line(2, "said");
            Block(3, turn.Text);
        }

        foreach (var call in turn.Calls)
        {
            Write(call);
        }

        Line(0, "");
    }

    private void Write(AnswerTranscript answer)
    {
        var heading = string.Create(CultureInfo.InvariantCulture, $"{answer.Tier} · {answer.Model}{Cost(answer.Usage)}");
        Section(length == TextLength.Full && answer.Question is not null ? $"{heading} was asked" : null, answer.Question);
        Section(heading, answer.Text);
    }

    // Whole, whatever else is cut: its numbers are what a person decides by.
    private void Write(PatchTranscript patch)
    {
        Diff(JournalWords.Patch(patch.Turn, fits: patch.Refused is null), patch.Text ?? patch.Refused);
        Diff("applied, as a person changed it", patch.Applied);
    }

    private void Diff(string heading, string? diff)
    {
        if (diff is null)
        {
            return;
        }

        Line(1, heading);
        foreach (var line in SafeText.Detail(GateKind.Patch, diff.TrimEnd('\n')).Split('\n'))
        {
            Append(2, line);
        }

        Line(0, "");
    }

    private static string Cost(Usage usage) =>
        (usage.Tokens > 0 ? $" · {Format.Count(usage.Tokens)} tokens" : "") + (usage.Usd > 0 ? $" · {Format.Usd(usage.Usd)}" : "");

    private void Write(DecidedGate decided) => Section(JournalWords.Decided(decided), decided.Gate.Subject);

    private void Write(CheckTranscript check) => Section(JournalWords.Check(check), check.Output ?? "");

    private void Write(CallTranscript call)
    {
        Line(2, $"{JournalWords.ToolCall} {call.Name}");
        if (call.Arguments.ValueKind == JsonValueKind.Object)
        {
            foreach (var argument in call.Arguments.EnumerateObject())
            {
                Argument(argument);
            }
        }

        Line(2, call.Ok is { } ok ? JournalWords.Result(ok) : "[TOOL RESULT] none: it was not run, or not yet");
        Block(3, call.Result ?? "");
    }

    private void Argument(JsonProperty argument)
    {
        var value = argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString()! : argument.Value.GetRawText();
        var isBlock = value.Contains('\n', StringComparison.Ordinal) || value.Length > MaxCharacters;
        Line(3, isBlock ? $"{argument.Name}:" : $"{argument.Name}: {value}");
        Block(4, isBlock ? value : "");
    }

    /// <summary>A heading, an indented text and an empty line; nothing where there is no heading or no text.</summary>
    private void Section(string? heading, string? text)
    {
        if (heading is not null && text is not null)
        {
            Line(1, heading);
            Block(2, text);
            Line(0, "");
        }
    }

    private void Block(int depth, string text)
    {
        var shown = length == TextLength.Full ? text : Preview.HeadAndTail(text, MaxCharacters);
        foreach (var line in shown.Length == 0 ? [] : SafeText.Block(shown.TrimEnd()).Split('\n'))
        {
            Append(depth, line);
        }
    }

    private void Line(int depth, string text) => Append(depth, SafeText.Line(text));

    private void Append(int depth, string safe) =>
        _text.Append(string.Concat(Enumerable.Repeat(Indent, safe.Length == 0 ? 0 : depth))).Append(safe).Append('\n');
}
