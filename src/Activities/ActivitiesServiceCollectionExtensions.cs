using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Integration;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Lead;
using SlopTemporal.Activities.Live;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Activities.Notices;
using SlopTemporal.Activities.Planning;
using SlopTemporal.Activities.Quality;
using SlopTemporal.Activities.Records;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities;

/// <summary>Registers the activities and all that they work with.</summary>
public static class ActivitiesServiceCollectionExtensions
{
    /// <summary>The classes with activities, for a worker to register.</summary>
    public static IReadOnlyList<Type> ActivityTypes { get; } =
        [
            typeof(ModelActivities), typeof(ToolActivities), typeof(WorkspaceActivities), typeof(IntegrationActivities),
            typeof(RecordActivities), typeof(NoticeActivities), typeof(QualityActivities),
            typeof(LeadActivities), typeof(PlanActivities),
        ];

    /// <summary>Everything as singletons, over one home.</summary>
    public static IServiceCollection AddSlopActivities(this IServiceCollection services, SlopHome home)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(home).AddSingleton(ProcessRunner.Shared);
        services.AddSingleton<ContentStore>().AddSingleton<Sandbox>().AddSingleton<TrackRecords>();
        services.AddSingleton(all => new Git(ProcessRunner.Shared, home, all.GetRequiredService<Sandbox>())
        {
            AllowedFilters = () => all.GetRequiredService<Func<SlopSettings>>()().AllowedFilters,
        });
        services.AddSingleton<Journal>()
            .AddSingleton<LiveLog>()
            .AddSingleton<JournalFolders>()
            .AddSingleton<FinishedWork>()
            .AddSingleton<Documents>()
            .AddSingleton<CommandNetwork>()
            .AddSingleton<CommandRunner>()
            .AddSingleton<ModelFiles>()
            .AddSingleton<WorktreePaths>();
        services.AddSingleton<NoticeActivities>().AddSingleton<Func<SlopSettings>>(
            () => Redaction.Learn(SettingsLoader.Load(SettingsSources.ForCurrentUser()).Values));
        return services.AddModel().AddWorkspace().AddTiers();
    }

    private static IServiceCollection AddTiers(this IServiceCollection services) => services
        .AddSingleton<CheckedTree>()
        .AddSingleton<FailedWork>()
        .AddSingleton<PatchDesk>()
        .AddSingleton<QualityActivities>()
        .AddSingleton<FinishedTree>()
        .AddSingleton<LeadActivities>()
        .AddSingleton<PlanReader>()
        .AddSingleton<PlanWorktree>()
        .AddSingleton<PlanActivities>();

    private static IServiceCollection AddModel(this IServiceCollection all) => all
        .AddSingleton(_ => ScriptLog.FromEnvironment())
        .AddProviders()
        .AddSingleton<ModelProviders>()
        .AddSingleton<ModelProbe>()
        .AddSingleton<FirstPrompt>()
        .AddSingleton<PlanPrompts>()
        .AddSingleton<Conversation>()
        .AddSingleton<CallLimiter>()
        .AddSingleton<TurnCaller>()
        .AddSingleton<TierCaller>()
        .AddSingleton<ModelActivities>()
        .AddSingleton<ToolActivities>();

    private static IServiceCollection AddWorkspace(this IServiceCollection services) => services
        .AddSingleton<Repositories>()
        .AddSingleton<WorktreeLock>()
        .AddSingleton<RunWorktrees>()
        .AddSingleton<RunJournal>()
        .AddSingleton<CheckEvidence>()
        .AddSingleton<Setup>()
        .AddSingleton<Stands>()
        .AddSingleton<CheckPlaces>()
        .AddSingleton<WorkNotices>()
        .AddSingleton<Checks>()
        .AddSingleton<TrackBranch>()
        .AddSingleton<BaseCheck>()
        .AddSingleton<TicketWorktree>()
        .AddSingleton<Verification>()
        .AddSingleton<Commits>()
        .AddSingleton<Merging>()
        .AddSingleton<MergedCheck>()
        .AddSingleton<ConflictMarkers>()
        .AddSingleton<ConflictLayout>()
        .AddSingleton<WorkspaceActivities>()
        .AddSingleton<IntegrationActivities>()
        .AddSingleton<TicketAdding>()
        .AddSingleton<RecordActivities>();
}
