using System.Text;
using System.Text.Json;
using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Live;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Tools;

/// <summary>One tool call a time: looked up in the journal, or run and journaled. What goes wrong in a call is its result.</summary>
public sealed class ToolActivities(
    Journal journal, Documents documents, ModelFiles files, CommandRunner commands, Git git, LiveLog live) : IToolActivities
{
    private readonly ToolServices _services = new(journal, commands, git);

    /// <inheritdoc/>
    [Activity]
    public async Task<ToolResult> CallToolAsync(ToolInput input)
    {
        var name = JournalNames.Call(input.Turn, input.Call, TierOf(input));
        var record = journal.Read<CallRecord>(input.Scope, name);
        if (record is null)
        {
            record = journal.Write(input.Scope, name, await RunAsync(input));
            live.WriteToolResult(new(input.Scope, TierOf(input), input.Turn), input.Call, record);
            CrashPoint.Hit(CrashPoints.ToolJournaled);
        }

        return new(record.Ok, Preview.Line(Redaction.Apply(record.Text)), record.Text.Length);
    }

    private async Task<CallRecord> RunAsync(ToolInput input)
    {
        var (request, count) = Request(input);
        var document = documents.Load(input.Scope.Run.Document);
        // Before any answer: what the gates say of a call is of no use to a model that got its name wrong.
        if (ToolCatalogue.Find(document, request.Name, TierOf(input)) is not { } tool)
        {
            var names = ToolCatalogue.Names(document, TierOf(input));
            return new(request.Name, request.Arguments, Ok: false, UnknownTool.Result(request.Name, names));
        }

        if (input.Edited is { } edited)
        {
            request = Edit(request, edited);
        }

        // What a person made of a call is theirs, as far as it can run at all.
        var found = input.Edited is not null
            ? request.Fault
            : IncompleteCall.FindFault(tool, request) ?? CallSummaries.FindExcess(request, tool, document, count);
        if (found is { } fault)
        {
            return new(request.Name, request.Arguments, Ok: false, fault);
        }

        if (input.Answer is { } answer)
        {
            return new(request.Name, request.Arguments, answer.Ok, Preview.HeadAndTail(answer.Text, ToolLimits.Result));
        }

        var arguments = new ToolArguments(request.Name, request.Arguments);
        var call = new ToolCall(input, document, files.Of(input.Scope), arguments, _services);
        if (document.Repository is not null && !Directory.Exists(call.Root))
        {
            throw WorkspaceFailure.WorktreeGone(input.Scope.Ticket, call.Root);
        }

        CrashPoint.Hit(CrashPoints.ToolBeforeRun);
        var outcome = await RunAsync(tool, call);
        var text = EditedCall.Words(input) + Preview.HeadAndTail(outcome.Text, ToolLimits.Result);
        return new(request.Name, request.Arguments, outcome.Ok, text);
    }

    private static async Task<ToolOutcome> RunAsync(Tool tool, ToolCall call)
    {
        try
        {
            return await tool.RunAsync(call);
        }
        catch (ToolErrorException e)
        {
            return ToolOutcome.Error(e.Message);
        }
        catch (Exception e) when (e is PathRefusedException or GitException or ProcessStartException)
        {
            return ToolOutcome.Error($"{tool.Name}: {e.Message}");
        }
        catch (EncoderFallbackException)
        {
            return ToolOutcome.Error($"{tool.Name}: half a character would be written; write the whole one. Nothing was done.");
        }
        catch (UnauthorizedAccessException)
        {
            return ToolOutcome.Error(
                $"{tool.Name}: the file system does not allow it; look at the mode of the file and its folder with run_command.");
        }
    }

    // A person may write what no tool takes, too.
    private static CallRequest Edit(CallRequest request, JsonElement edited)
    {
        var arguments = ReadArguments.From(edited.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, (object?)p.Value)));
        return request with
        {
            Arguments = arguments.Value,
            Fault = arguments.Fault is { } fault ? $"A person changed this call, but it cannot run: {fault}" : null,
        };
    }

    private static int TierOf(ToolInput input) => input.Tier ?? Tier.Worker;

    /// <summary>The call, and the number of calls of its turn.</summary>
    private (CallRequest Call, int Count) Request(ToolInput input) =>
        journal.Read<TurnRecord>(input.Scope, JournalNames.Turn(input.Turn, TierOf(input))) is { } turn
        && turn.Calls.ElementAtOrDefault(input.Call - 1) is { } call
        ? (call, turn.Calls.Count)
        : throw new ApplicationFailureException(
            $"Call {input.Call} of turn {input.Turn} of {input.Scope.Key} is not in the journal ({journal.Folder(input.Scope)}).",
            Failures.Workspace,
            nonRetryable: true);
}
