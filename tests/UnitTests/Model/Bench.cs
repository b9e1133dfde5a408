using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Live;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Live;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace SlopTemporal.UnitTests.Model;

/// <summary>
/// A home of its own with one track and one ticket, and the activities over it; each call gets fresh ones, as after a restart.
/// </summary>
internal sealed class Bench : IDisposable
{
    private readonly SlopHome _home;
    private readonly string _root = Directory.CreateTempSubdirectory("slop bench ").FullName;
    private readonly string _document;

    public Bench(string script = """{"turns":{}}""", Func<TrackDocument, TrackDocument>? change = null, string track = "t")
    {
        Track = track;
        _home = new(_root);
        Store = new(_home);
        var ticket = new Ticket { Id = "a", Description = "Do it.", ContextRequirements = ["notes.md"] };
        var document = new TrackDocument
        {
            Track = new() { Id = Track, Repository = ".", Tickets = [ticket] },
            Repository = RepositoryFolder,
            Script = Store.Put(script),
            Ladder = Ladder.Scripted,
            Sandbox = SandboxMode.Off,
        };
        _document = Store.PutJson(change?.Invoke(document) ?? document);
        Directory.CreateDirectory(Worktree);
    }

    /// <summary>The time of all turns.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public SlopSettings Settings { get; init; } = new();

    public ContentStore Store { get; }

    /// <summary>Models beside the scripted ones.</summary>
    public IModelProvider? Provider { get; init; }

    /// <summary>Id of the track that asks.</summary>
    public string Track { get; }

    /// <summary>The limits that it shares with others; null: each call has limits of its own.</summary>
    public CallLimiter? Limiter { get; init; }

    private string RepositoryFolder => Path.Combine(_root, "repo");

    private ModelFiles Files => new(new Documents(Store), new(_home), () => Settings);

    private Git Git => new(ProcessRunner.Shared, _home);

    public Journal Journal => new(_home);

    public AttemptScope Scope => new(new(_document, Track, 1), "a", 1);

    public string Worktree => new WorktreePaths(_home).PathFor(Scope);

    /// <summary>Runs the timers of the live log.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LiveLog Live => new(_home, Time);

    /// <summary>What was streamed so far.</summary>
    public IReadOnlyList<LiveLine> Streamed => [.. new LiveTail(StreamFile).ReadNew()];

    public string StreamFile => LiveFile.PathFor(_home, Scope.Run.Track, Scope.Run.Epoch);

    public string LogFile => Path.Combine(_root, "answers.jsonl");

    /// <summary>Answers given by the scripted model.</summary>
    public int Answers => File.Exists(LogFile) ? File.ReadAllLines(LogFile).Length : 0;

    /// <summary>The answers, a JSON line each.</summary>
    public string Log => File.ReadAllText(LogFile);

    public string At(string file) => Path.Combine(Worktree, file);

    /// <summary>Makes the worktree one of a real repository, in which <c>*.log</c> is ignored.</summary>
    public async Task AddRepositoryAsync()
    {
        var repository = await GitRepository.InitAsync(Git, RepositoryFolder, "main", CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(RepositoryFolder, ".gitignore"), "*.log\n");
        var commit = await repository.CommitAllAsync("First", DateTimeOffset.UnixEpoch, CancellationToken.None);
        Directory.Delete(Worktree);
        await repository.Worktrees.AddAsync(Worktree, commit, CancellationToken.None);
    }

    /// <summary>Puts a file into the worktree.</summary>
    public void Put(string file, string text) => Put(file, System.Text.Encoding.UTF8.GetBytes(text));

    public void Put(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllBytes(At(file), bytes);
    }

    public byte[] Bytes(string file) => File.ReadAllBytes(At(file));

    public string Read(string file) => File.ReadAllText(At(file));

    public async Task<TurnResult> TurnAsync(
        int turn = 1,
        int rung = 0,
        string? evidence = null,
        string? message = null,
        ActivityEnvironment? environment = null,
        int? paid = null,
        Allowance? left = null)
    {
        var documents = new Documents(Store);
        var prompt = new FirstPrompt(Journal, documents, new(Journal, new(_home), new(_home)), Files);
        var scripted = new ScriptedProvider(Store, new ScriptLog(LogFile));
        IEnumerable<IModelProvider> providers = Provider is null ? [scripted] : [scripted, Provider];
        using var own = new CallLimiter(() => new(), TimeProvider.System);
        var conversation = new Conversation(Journal, documents, prompt, new(Journal, Files));
        var caller = new TurnCaller(
            Journal, documents, new(providers), Live, Limiter ?? own, () => Settings, new FakeTimeProvider(Now));
        var activities = new ModelActivities(Journal, documents, prompt, conversation, caller, () => Settings);
        var input = new TurnInput
        {
            Scope = Scope,
            Turn = turn,
            Rung = rung,
            Evidence = evidence,
            Message = message,
            Paid = paid,
            Left = left,
        };
        return await (environment ?? new ActivityEnvironment()).RunAsync(() => activities.TurnAsync(input));
    }

    /// <summary>The failure that a turn ends with.</summary>
    public Task<ApplicationFailureException> FailTurnAsync(int turn = 1, int rung = 0, int? paid = null, Allowance? left = null) =>
        Assert.ThrowsAsync<ApplicationFailureException>(() => TurnAsync(turn, rung, paid: paid, left: left));

    /// <summary>Runs a call as if a model had made it in this turn.</summary>
    public async Task<(ToolResult Result, string Text)> CallAsync(
        string tool, object arguments, int turn = 1, System.Text.Json.JsonElement? edited = null, bool? approved = null)
    {
        Journal.Write(Scope, JournalNames.Turn(turn), new TurnRecord
        {
            Turn = turn,
            Kind = Domain.Attempts.ReplyKind.Calls,
            Calls = [new("1", tool, System.Text.Json.JsonSerializer.SerializeToElement(arguments, SlopJson.Options))],
            Model = Ladder.Scripted[0],
            Rung = 0,
            Usage = Usage.None,
            At = DateTimeOffset.UnixEpoch,
        });
        return await CallAsync(turn, 1, edited: edited, approved: approved);
    }

    /// <summary>Runs a call of a turn that is in the journal.</summary>
    /// <param name="turn">Its turn.</param>
    /// <param name="call">Its place within the turn, from 1.</param>
    /// <param name="answer">What the workflow gives in place of a result; null: the call runs.</param>
    /// <param name="edited">Arguments of a person; null: those of the model.</param>
    public async Task<(ToolResult Result, string Text)> CallAsync(
        int turn, int call, ToolAnswer? answer = null, System.Text.Json.JsonElement? edited = null, bool? approved = null)
    {
        var commands = new CommandRunner(new Sandbox(_home, ProcessRunner.Shared), new(Git), () => new());
        var activities = new ToolActivities(Journal, new Documents(Store), Files, commands, Git, Live);
        var result = await new ActivityEnvironment().RunAsync(() => activities.CallToolAsync(
            new(Scope, turn, call) { Answer = answer, Edited = edited, Approved = approved }));
        return (result, Journal.Read<CallRecord>(Scope, JournalNames.Call(turn, call))!.Text);
    }

    /// <summary>What a crash just before the journal leaves: the effect is there, its record is not.</summary>
    public void Forget(string name) => File.Delete(Path.Combine(Journal.Folder(Scope), name + ".json"));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
