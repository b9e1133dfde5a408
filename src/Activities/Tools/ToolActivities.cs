using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Live;
using SlopTemporal.Activities.Tools.Edits;
using SlopTemporal.Activities.Tools.Reads;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Processes;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Tools;

/// <summary>One tool call a time: looked up in the journal, or run and journaled. What goes wrong in a call is its result.</summary>
public sealed class ToolActivities(Journal journal, Documents documents, WorktreePaths paths, CommandRunner commands, Git git, LiveLog live) : IToolActivities
{
    private readonly Dictionary<string, ITool> _tools = Create(journal, commands, git);

    /// <inheritdoc/>
    [Activity]
    public async Task<ToolResult> CallToolAsync(ToolInput input)
    {
        var name = JournalNames.Call(input.Turn, input.Call);
        var record = journal.Read<CallRecord>(input.Scope, name);
        if (record is null)
        {
            record = journal.Write(input.Scope, name, await RunAsync(input));
            live.Result(input.Scope, input.Turn, input.Call, record);
            CrashPoint.Hit(CrashPoints.ToolJournaled);
        }

        return new(record.Ok, Preview.Line(record.Text), record.Text.Length);
    }

    private async Task<CallRecord> RunAsync(ToolInput input)
    {
        var request = Request(input);
        if (input.Answer is { } answer)
        {
            return new(request.Name, request.Arguments, answer.Ok, Preview.HeadAndTail(answer.Text, ToolLimits.Result));
        }

        request = request with { Arguments = input.Edited ?? request.Arguments };
        var arguments = new ToolArguments(request.Name, request.Arguments);
        var call = new ToolCall(input, documents.Load(input.Scope.Run.Document), paths.Of(input.Scope), arguments);
        CrashPoint.Hit(CrashPoints.ToolBeforeRun);
        var outcome = await RunAsync(request.Name, call);
        return new(request.Name, request.Arguments, outcome.Ok, Preview.HeadAndTail(Edited(input) + outcome.Text, ToolLimits.Result));
    }

    private static string Edited(ToolInput input) => input.Edited is { } arguments ? $"A person changed this call; it ran with {Preview.Line(arguments.GetRawText(), 1000)}\n" : "";

    private async Task<ToolOutcome> RunAsync(string name, ToolCall call)
    {
        try
        {
            return call.Document.Repository is not null && _tools.TryGetValue(name, out var tool)
                ? await tool.RunAsync(call)
                : ToolOutcome.Error($"{name} does nothing here; answer in text, or reply with BLOCKED and the reason.");
        }
        catch (ToolErrorException e)
        {
            return ToolOutcome.Error(e.Message);
        }
        catch (Exception e) when (e is PathRefusedException or GitException or ProcessStartException)
        {
            return ToolOutcome.Error($"{name}: {e.Message}");
        }
        catch (UnauthorizedAccessException)
        {
            return ToolOutcome.Error($"{name}: the file system does not allow it; look at the mode of the file and its folder with run_command.");
        }
    }

    private CallRequest Request(ToolInput input) =>
        journal.Read<TurnRecord>(input.Scope, JournalNames.Turn(input.Turn))?.Calls.ElementAtOrDefault(input.Call - 1)
        ?? throw new ApplicationFailureException(
            $"Call {input.Call} of turn {input.Turn} of {input.Scope.Key} is not in the journal ({journal.Folder(input.Scope)}).", Failures.Workspace, nonRetryable: true);

    private static Dictionary<string, ITool> Create(Journal journal, CommandRunner commands, Git git)
    {
        var changes = new FileChanges(journal);
        return new(StringComparer.Ordinal)
        {
            [ToolCatalogue.ReadFile] = new ReadFileTool(),
            [ToolCatalogue.ListDirectory] = new ListDirectoryTool(),
            [ToolCatalogue.Search] = new SearchTool(git),
            [ToolCatalogue.EditFile] = new EditFileTool(changes),
            [ToolCatalogue.WriteFile] = new WriteFileTool(changes),
            [ToolCatalogue.DeleteFile] = new DeleteFileTool(changes),
            [ToolCatalogue.RunCommand] = new RunCommandTool(journal, commands),
        };
    }
}
