using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Integration;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Lead;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Activities.Quality;
using SlopTemporal.Activities.Records;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace SlopTemporal.UnitTests.Workspace;

/// <summary>
/// A person's repository with one commit (<c>a.txt</c> holds "alpha", <c>*.log</c> is ignored), a home, and a track <c>t</c> with tickets
/// <c>a</c> to <c>f</c>. Every call gets fresh activities, as after a restart of the worker.
/// </summary>
internal sealed class TrackScene : IDisposable
{
    public static readonly DateTimeOffset Date = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly TempFolder _folder;

    private TrackScene(TempFolder folder) => _folder = folder;

    public required SlopHome Home { get; init; }

    public required TrackDocument Document { get; init; }

    public required TrackScope Run { get; init; }

    public SlopSettings Settings { get; init; } = new();

    public string Base => Document.BaseCommit!;

    public string Repository => Document.Repository!;

    public ContentStore Store => new(Home);

    public Journal Journal => new(Home);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TrackScene> CreateAsync(
        Func<Track, Track>? track = null,
        Func<TrackDocument, TrackDocument>? document = null,
        int epoch = 1,
        SlopSettings? settings = null,
        string? script = null)
    {
        var folder = new TempFolder();
        folder.Write("repo/a.txt", "alpha\n");
        folder.Write("repo/.gitignore", "*.log\n");
        var repository = await GitRepository.InitAsync(GitScene.GitIn(folder), folder.In("repo"), "main", Token);
        var commit = await repository.CommitAllAsync("First", Date, Token);
        var tickets = "abcdef".Select(id => new Ticket { Id = id.ToString(), Description = $"# Do {id}\n\nThoroughly." }).ToList();
        var plain = new Track { Id = "t", Repository = ".", Tickets = tickets };
        var full = new TrackDocument
        {
            Track = track?.Invoke(plain) ?? plain,
            Repository = repository.Root,
            BaseCommit = commit,
            Sandbox = SandboxMode.Off,
        };
        full = document?.Invoke(full) ?? full;
        var home = new SlopHome(folder.In("home"));
        full = script is null ? full : full with { Script = new ContentStore(home).Put(script), Ladder = Ladder.Scripted };
        return new(folder)
        {
            Home = home,
            Document = full,
            Run = new(new ContentStore(home).PutJson(full), "t", epoch),
            Settings = settings ?? new(),
        };
    }

    /// <summary>Skips the test where there is no sandbox.</summary>
    public async Task NeedSandboxAsync()
    {
        var verdict = await new Sandbox(Home, ProcessRunner.Shared).ProbeAsync(Token);
        Needed.Has(verdict.Works, verdict.Reason);
    }

    /// <summary>The same repository and home, the track started another time.</summary>
    public TrackScope Later(int epoch) => Run with { Epoch = epoch };

    public AttemptScope Scope(string ticket = "a", int attempt = 1) => new(Run, ticket, attempt);

    public string Worktree(AttemptScope scope) => new WorktreePaths(Home).PathFor(scope);

    public string Out(string name) => _folder.In(name);

    /// <summary>Lines of a file beside the repository: how often a command that writes there ran.</summary>
    public int Count(string name) => File.Exists(Out(name)) ? File.ReadAllLines(Out(name)).Length : 0;

    public Task<T> RunAsync<T>(Func<IWorkspaceActivities, Task<T>> activity) => Do<WorkspaceActivities, T>(a => activity(a));

    public Task<T> MergingAsync<T>(Func<IIntegrationActivities, Task<T>> activity) => Do<IntegrationActivities, T>(a => activity(a));

    public Task<bool> RecordAsync(Func<IRecordActivities, Task> activity) => Do<RecordActivities, bool>(async a =>
    {
        await activity(a);
        return true;
    });

    public Task<T> AskQualityAsync<T>(Func<IQualityActivities, Task<T>> activity) => Do<QualityActivities, T>(a => activity(a));

    public Task<T> AskLeadAsync<T>(Func<ILeadActivities, Task<T>> activity) => Do<LeadActivities, T>(a => activity(a));

    public Task<T> AskWorkerAsync<T>(Func<IModelActivities, Task<T>> activity) => Do<ModelActivities, T>(a => activity(a));

    /// <summary>What a worker reads before a turn, the last message of it.</summary>
    public ChatMessage LastBefore(TurnInput turn)
    {
        using var provider = Provider();
        return provider.GetRequiredService<Conversation>().Before(turn, Document)[^1];
    }

    public Task<BaseResult> PrepareAsync() => RunAsync(a => a.PrepareTrackAsync(Run));

    public Task<WorktreeResult> OpenAsync(AttemptScope scope) => RunAsync(a => a.OpenWorktreeAsync(scope));

    public Task<WorktreeResult> CarryAsync(AttemptScope scope) => RunAsync(a => a.CarryWorktreeAsync(scope));

    public Task<VerifyResult> VerifyAsync(AttemptScope scope, string? from = null, int turn = 1) =>
        RunAsync(a => a.VerifyAsync(new(scope, turn, from ?? Base)));

    public Task<CommitResult> CommitAsync(AttemptScope scope, string tree, string? from = null, int turn = 1, bool? review = null) =>
        RunAsync(a => a.CommitAsync(new(scope, turn, from ?? Base, tree, Date, review)));

    public Task<MergeResult> MergeAsync(AttemptScope scope, string commit) => MergingAsync(a => a.MergeAsync(new(scope, commit, Date)));

    public Task<ConflictResult> OpenConflictAsync(AttemptScope scope, string commit) =>
        MergingAsync(a => a.OpenConflictAsync(new(scope, commit, Date)));

    public Task<bool> CloseAsync(AttemptScope scope) => RunAsync(async a =>
    {
        await a.CloseWorktreeAsync(scope);
        return true;
    });

    /// <summary>A ticket from its worktree to its verified commit, the work done by a shell line.</summary>
    public async Task<string> WorkAsync(AttemptScope scope, string work)
    {
        var opened = await OpenAsync(scope);
        await Shell.RunAsync(work, Worktree(scope));
        var verified = await VerifyAsync(scope, opened.Base);
        Assert.Null(verified.Failure);
        return (await CommitAsync(scope, verified.Tree, opened.Base)).Commit!;
    }

    /// <summary>Puts a commit onto the branch as integration does.</summary>
    public async Task<MergeResult> IntegrateAsync(AttemptScope scope, string commit)
    {
        var merged = await MergeAsync(scope, commit);
        Assert.Equal(MergeKind.Ready, merged.Kind);
        Assert.True((await MergingAsync(a => a.AdvanceAsync(new(scope, merged.Tip, merged.Commit!)))).Moved);
        return merged;
    }

    public static async Task<string> FailureAsync(Func<Task> activity)
    {
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(activity);
        Assert.Equal(Failures.Workspace, failure.ErrorType);
        Assert.True(failure.NonRetryable);
        return failure.Message;
    }

    public string Evidence(CheckFailure failure) => Store.GetText(failure.Evidence);

    public async Task<string> GitAsync(string arguments) =>
        (await Shell.RunAsync($"git -c user.name=t -c user.email=t@t {arguments}", Repository)).Output.Trim();

    public async Task<string[]> FilesAsync(string revision) => (await GitAsync($"ls-tree -r --name-only {revision}")).Split('\n');

    /// <summary>What a crash just before the journal leaves: the effect is there, its record is not.</summary>
    public void Forget(AttemptScope scope, string name) => File.Delete(Path.Combine(Journal.Folder(scope), name + ".json"));

    /// <summary>Runs an activity until the file appears, then lets it end as a lost worker does.</summary>
    public Task InterruptAsync<T>(string file, Func<IWorkspaceActivities, Task<T>> activity) =>
        InterruptAsync<WorkspaceActivities, T>(file, a => activity(a));

    public Task InterruptMergingAsync<T>(string file, Func<IIntegrationActivities, Task<T>> activity) =>
        InterruptAsync<IntegrationActivities, T>(file, a => activity(a));

    public void Dispose() => _folder.Dispose();

    private ServiceProvider Provider() =>
        new ServiceCollection().AddSlopActivities(Home)
            .AddSingleton<Func<SlopSettings>>(() => Settings)
            .AddSingleton(new ScriptLog(Out("answers")))
            .BuildServiceProvider();

    private async Task InterruptAsync<T, TResult>(string file, Func<T, Task<TResult>> activity)
        where T : notnull
    {
        using var provider = Provider();
        var environment = new ActivityEnvironment();
        var running = environment.RunAsync(() => activity(provider.GetRequiredService<T>()));
        await Eventually.HoldsAsync(() => File.Exists(Out(file)) || running.IsCompleted);
        environment.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> activity)
        where T : notnull
    {
        using var provider = Provider();
        return await new ActivityEnvironment().RunAsync(() => activity(provider.GetRequiredService<T>()));
    }
}
