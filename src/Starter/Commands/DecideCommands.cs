using System.CommandLine;
using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop approve</c> and <c>slop reject</c>: answer a gate.</summary>
internal static class DecideCommands
{
    private const int MaxPayloadBytes = 8 * 1024 * 1024;

    public static Command Approve(Cli cli)
    {
        var gate = GateArgument();
        var comment = new Option<string?>("--comment") { Description = "A remark; the answer to a question", HelpName = "words" };
        var edit = new Option<bool>("--edit") { Description = "Change the prompt, arguments, answer or caps in $EDITOR first" };
        var edited = new Option<string?>("--edited")
        {
            Description = "The changed prompt, arguments, answer or caps as JSON, or @file",
            HelpName = "json",
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
            "slop approve parser/tool-1 --always",
            "slop approve parser/tool-1 --all reads");
        command.Add(gate);
        command.Add(comment);
        command.Add(edit);
        command.Add(edited);
        command.Add(always);
        command.Add(all);
        command.SetAction((parsed, token) =>
        {
            var session = cli.Open(parsed);
            var given = parsed.GetValue(edited) is { } text ? Payload(text, session.Terminal) : null;
            var decision = new Decision
            {
                Approve = true,
                Comment = parsed.GetValue(comment),
                Edited = given,
                Always = parsed.GetValue(always) ? true : null,
                All = parsed.GetValue(all),
            };
            return DecideAsync(session, parsed.GetValue(gate)!, decision, parsed.GetValue(edit), token);
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
            cli.Open(parsed), parsed.GetValue(gate)!, new() { Comment = parsed.GetValue(comment) }, edit: false, token));
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
            using var json = JsonDocument.Parse(
                text is ['@', .. var path] ? GivenFile.ReadText(terminal.FullPath(path), MaxPayloadBytes, PipeUse.Read) : text);
            return json.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw CliError.BadArguments([$"--edited is not JSON: {e.Message} A plain word needs quotes, such as '\"yes\"'."], "approve");
        }
    }

    private static Task<int> DecideAsync(
        Session session, string[] words, Decision decision, bool edit, CancellationToken cancellationToken) => Steering.SendAsync(
        session,
        async (running, home) =>
        {
            var (track, named) = await running.SelectGateAsync(words, cancellationToken);
            var gates = new OpenGates(home, track);
            if (named is null || edit)
            {
                var (gate, snapshot) = named is null
                    ? await gates.FindOnlyOneAsync(decision, session.Terminal.Time.GetUtcNow(), cancellationToken)
                    : await gates.FindAsync(named, cancellationToken);
                var editor = new GateEditor(session.Terminal, ProcessRunner.Shared);
                var document = edit ? await KnownTracks.DocumentAsync(session.Home, home, snapshot, cancellationToken) : null;
                decision = decision with
                {
                    Request = gate.Id,
                    Hash = gate.Hash,
                    Edited = edit
                        ? await editor.EditAsync(GateOnDisk.Read(session.Home, snapshot, gate, document).Subject, cancellationToken)
                            ?? throw GateError.NothingDecided(gate, "saved as it was")
                        : decision.Edited,
                };
            }

            var (signal, input) = OpenGates.ToRequest(decision with { Request = decision.Request ?? named, By = Environment.UserName });
            return (track, signal, input);
        },
        cancellationToken);
}
