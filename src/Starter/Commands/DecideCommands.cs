using System.CommandLine;
using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop approve</c> and <c>slop reject</c>: answer a gate.</summary>
internal static class DecideCommands
{
    private const int MaxPayloadBytes = 8 * 1024 * 1024;
    private static readonly string[] DiffEndings = [".diff", ".patch"];

    public static Command Approve(Cli cli)
    {
        var gate = GateArgument();
        var comment = new Option<string?>("--comment") { Description = "A remark; the answer to a question", HelpName = "words" };
        var edit = new Option<bool>("--edit")
        {
            Description = "Change the plan, prompt, arguments, patch, answer or caps in $EDITOR first",
        };
        var edited = new Option<string?>("--edited")
        {
            Description = "The changed plan, prompt, arguments, patch, answer or caps as JSON, or @file; @file.diff is a patch as it is",
            HelpName = "json",
        };
        var hunks = new Option<string?>("--hunks")
        {
            Description = $"Only these changes of a proposed patch, by the numbers in its diff, {HunkNumbers.Form}",
            HelpName = "numbers",
        };
        var always = new Option<bool>("--always") { Description = "Approve the same call of any ticket of this track from now on" };
        var all = new Option<CallGroup?>("--all")
        {
            Description = "Approve all calls of this tool for the rest of the ticket, or all calls that only read",
            HelpName = "tool|reads",
        };
        var command = cli.Command(
            "approve",
            "Approve what waits at a gate, as it is or changed",
            "slop approve parser/spawn-1",
            "slop approve csv-export parser/question-1 --comment \"RFC 4180\"",
            "slop approve parser/spawn-1 --edit",
            "slop approve parser/tool-2 --edited '{\"command\":\"dotnet restore\",\"network\":true}'",
            "slop approve parser/patch-1 --hunks 1,3-5",
            "slop approve parser/patch-1 --edited @fix.diff",
            "slop approve parser/plan-1 --edited '{\"tickets\":[{\"id\":\"lexer\",\"description\":\"…\"}]}'",
            "slop approve parser/tool-1 --always",
            "slop approve parser/tool-1 --all reads");
        command.Add(gate);
        command.Add(comment);
        command.Add(edit);
        command.Add(edited);
        command.Add(hunks);
        command.Add(always);
        command.Add(all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(hunks) is { } text && HunkNumbers.Read(text) is null)
            {
                result.AddError($"--hunks is {(text.Length == 0 ? "empty" : text)}; it must be numbers from 1, {HunkNumbers.Form}.");
            }

            if (result.GetValue(hunks) is not null && (result.GetValue(edit) || result.GetValue(edited) is not null))
            {
                result.AddError("--hunks and --edit or --edited exclude each other: in the editor, delete the hunks that you do not want.");
            }
        });
        command.SetAction((parsed, token) =>
        {
            var session = cli.Open(parsed);
            var chosen = parsed.GetValue(hunks) is { } numbers ? HunkNumbers.Read(numbers) : null;
            var given = chosen is not null ? HunkNumbers.Edited(chosen)
                : parsed.GetValue(edited) is { } text ? Payload(text, session.Terminal)
                : null;
            var decision = new Decision
            {
                Approve = true,
                Comment = parsed.GetValue(comment),
                Edited = given,
                Always = parsed.GetValue(always) ? true : null,
                All = parsed.GetValue(all),
            };
            return DecideAsync(session, new(parsed.GetValue(gate)!, decision, parsed.GetValue(edit), chosen is not null), token);
        });
        return command;
    }

    public static Command Reject(Cli cli)
    {
        var gate = GateArgument();
        var comment = new Option<string?>("--comment") { Description = "The reason: the model reads it", HelpName = "words" };
        var command = cli.Command(
            "reject",
            "Reject what waits at a gate",
            "slop reject parser/tool-1 --comment \"use the local mirror\"",
            "slop reject csv-export parser/spawn-1");
        command.Add(gate);
        command.Add(comment);
        command.SetAction((parsed, token) => DecideAsync(
            cli.Open(parsed), new(parsed.GetValue(gate)!, new() { Comment = parsed.GetValue(comment) }), token));
        return command;
    }

    private static Argument<string[]> GateArgument() => new("gate")
    {
        Description = "Id of the gate, as `slop status` shows it (default: the only open one, but for a call of a tool); "
            + "put the id of its track first if several tracks are running",
        Arity = new(0, 2),
        HelpName = "[track] [gate]",
    };

    private static JsonElement? Payload(string text, Terminal terminal)
    {
        try
        {
            var given = text is ['@', .. var path] ? GivenFile.ReadText(terminal.FullPath(path), MaxPayloadBytes, PipeUse.Read) : text;
            if (DiffEndings.Contains(Path.GetExtension(text)))
            {
                return DiffJson.FromText(given);
            }

            using var json = JsonDocument.Parse(given);
            return json.RootElement.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliError.BadArguments([$"--edited names a file that cannot be read: {e.Message}"], "approve");
        }
        catch (JsonException e)
        {
            var way = text is ['@', ..]
                ? $"The name of a file with a diff ends with {string.Join(" or ", DiffEndings)}."
                : "A plain word needs quotes, such as '\"yes\"'.";
            throw CliError.BadArguments([$"--edited is not JSON: {e.Message} {way}"], "approve");
        }
    }

    private static async Task<int> DecideAsync(Session session, Answer answer, CancellationToken cancellationToken)
    {
        var editor = new GateEditor(session.Terminal, ProcessRunner.Shared);
        try
        {
            var exit = await SendAsync(session, answer, editor, cancellationToken);
            editor.Forget();
            return exit;
        }
        catch (Exception e) when (editor.Kept is { } kept && !cancellationToken.IsCancellationRequested)
        {
            var error = CliError.From(e);
            throw error.Help.Contains(kept, StringComparison.Ordinal)
                ? error
                : CliError.Of(error.Code, error.Message, $"{error.Help}; {kept}", error.Exit);
        }
    }

    private static Task<int> SendAsync(
        Session session, Answer answer, GateEditor editor, CancellationToken cancellationToken) => Steering.SendAsync(
        session,
        async (running, home) =>
        {
            var decision = answer.Decision;
            var (track, named) = await running.SelectGateAsync(answer.Gate, cancellationToken);
            var gates = new OpenGates(home, track);
            var now = session.Terminal.Time.GetUtcNow();
            var found = named is null ? await gates.FindOnlyOneAsync(decision with { Edited = null }, now, cancellationToken)
                : answer.Edit ? await gates.FindAsync(named, cancellationToken)
                : decision.Edited is not null ? await gates.FindIfAnsweredAsync(named, cancellationToken)
                : null;
            if (found is var (gate, snapshot))
            {
                var document = await KnownTracks.DocumentAsync(session.Home, home, snapshot, cancellationToken);
                var asked = GateOnDisk.Read(session.Home, snapshot, gate, document);
                var edited = answer.Edit
                    ? await editor.EditAsync(asked, cancellationToken)
                        ?? throw GateError.NothingDecided(asked.Gate, "saved as it was")
                    : Checked(asked, decision.Edited, answer.AreHunks);
                decision = decision with { Request = gate.Id, Hash = gate.Hash, Edited = edited };
            }

            var (signal, input) = OpenGates.ToRequest(decision with { Request = decision.Request ?? named, By = Environment.UserName });
            return (track, signal, input);
        },
        cancellationToken);

    /// <summary>What was given in place of the action, if it can be done.</summary>
    private static JsonElement? Checked(GateOnDisk asked, JsonElement? edited, bool areHunks) =>
        areHunks && !HunkNumbers.AreIn(asked.Gate) ? throw GateError.NoHunks(asked.Gate)
        : edited is { } given && asked.Fault(given) is { } problem ? throw GateError.DoesNotFit(
            asked.Gate,
            problem,
            areHunks ? "the numbers stand in the diff, behind @@; give --hunks again" : "put it right and give it again")
        : edited;

    /// <summary>What the command line says.</summary>
    /// <param name="Gate">Words that name it.</param>
    /// <param name="Decision">Without what an editor changes.</param>
    /// <param name="Edit">Opens an editor first.</param>
    /// <param name="AreHunks">What is edited was given as numbers of hunks.</param>
    private sealed record Answer(string[] Gate, Decision Decision, bool Edit = false, bool AreHunks = false);
}
