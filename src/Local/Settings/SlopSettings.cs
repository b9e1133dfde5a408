using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Network;

namespace SlopTemporal.Local.Settings;

/// <summary>What may be set outside of track files, with what holds where nothing is set.</summary>
public sealed record SlopSettings
{
    public const string SandboxVariable = "SLOP_SANDBOX";
    public const string AddressVariable = "TEMPORAL_ADDRESS";
    public const string NamespaceVariable = "TEMPORAL_NAMESPACE";

    public const string ModelsVariable = "SLOP_MODELS";
    public const string QaVariable = "SLOP_QA";
    public const string ReviewVariable = "SLOP_REVIEW";
    public const string ReplanVariable = "SLOP_REPLAN";
    public const string CatalogueVariable = "SLOP_MODEL_CATALOGUE";
    public const string OnDailyQuotaVariable = "SLOP_ON_DAILY_QUOTA";
    public const string MaxCallsVariable = "SLOP_MAX_CALLS";
    public const string AttemptTurnsVariable = "SLOP_ATTEMPT_TURNS";
    public const string FirstByteVariable = "SLOP_MODEL_FIRST_BYTE_SECONDS";
    public const string IdleVariable = "SLOP_MODEL_IDLE_SECONDS";
    public const string TotalVariable = "SLOP_MODEL_TOTAL_SECONDS";
    public const string CheckFolderVariable = "SLOP_CHECK_FOLDER";
    public const string TempMegabytesVariable = "SLOP_TEMP_MEGABYTES";
    public const string CommandMemoryVariable = "SLOP_COMMAND_MEMORY_MEGABYTES";
    public const string CommandProcessesVariable = "SLOP_COMMAND_PROCESSES";
    public const string CommandFileVariable = "SLOP_COMMAND_FILE_MEGABYTES";
    public const string FreeDiskVariable = "SLOP_FREE_DISK_MEGABYTES";
    public const string SetupMinutesVariable = "SLOP_SETUP_MINUTES";
    public const string VerifyMinutesVariable = "SLOP_VERIFY_MINUTES";
    public const string SandboxReadVariable = "SLOP_SANDBOX_READ";
    public const string SandboxWriteVariable = "SLOP_SANDBOX_WRITE";
    public const string EncryptionVariable = "SLOP_ENCRYPTION";
    public const string CommitFilesVariable = "SLOP_COMMIT_FILES";
    public const string CommitFileMegabytesVariable = "SLOP_COMMIT_FILE_MEGABYTES";
    public const string CommitMegabytesVariable = "SLOP_COMMIT_MEGABYTES";
    public const string LargeFileVariable = "SLOP_LARGE_FILE_KILOBYTES";
    public const string AllowedFiltersVariable = "SLOP_ALLOWED_FILTERS";
    public const string PrivateFilesVariable = "SLOP_PRIVATE_FILES";
    public const string NetworkAllowVariable = "SLOP_NETWORK_ALLOW";
    public const string ToolRulesVariable = "SLOP_TOOL_RULES";
    public const string NotifyCommandVariable = "SLOP_NOTIFY_COMMAND";
    public const string NotifyUrlVariable = "SLOP_NOTIFY_URL";
    public const string NotifyAfterVariable = "SLOP_NOTIFY_AFTER_MINUTES";

    private const long Megabyte = 1L << 20;

    /// <summary>Whether commands run in a sandbox.</summary>
    public SandboxMode Sandbox { get; init; } = SandboxMode.Auto;

    /// <summary>Host and port of a Temporal server; null: the home's own.</summary>
    public string? TemporalAddress { get; init; }

    /// <summary>Namespace on the Temporal server.</summary>
    public string TemporalNamespace { get; init; } = "default";

    /// <summary>The ladder of tracks without a script, weakest first.</summary>
    public IReadOnlyList<ModelName> Models { get; init; } = Ladder.Gemini;

    /// <summary>What is set for single tiers.</summary>
    public IReadOnlyDictionary<int, TierSettings> Tiers { get; init; } = new SortedDictionary<int, TierSettings>();

    /// <summary>When tier 4 is asked about a failing command.</summary>
    public QaPolicy Qa { get; init; } = HelpRules.DefaultQa;

    /// <summary>Whether tier 2 reads the work of a ticket before it is merged.</summary>
    public bool Review { get; init; }

    /// <summary>What tier 2 does about a blocked ticket.</summary>
    public ReplanPolicy Replan { get; init; } = HelpRules.DefaultReplan;

    /// <summary>What is known of models: prices, limits, the end of their lives.</summary>
    public ModelCatalogue Catalogue { get; init; } = ShippedCatalogue.Value;

    /// <summary>What follows where a model's quota of the day is used up.</summary>
    public DailyQuotaPolicy OnDailyQuota { get; init; } = DailyQuotaPolicy.Wait;

    /// <summary>Model calls at once in this home, of all tracks; each track has its fair part.</summary>
    public int MaxCalls { get; init; } = 16;

    /// <summary>Turns of an attempt before it counts as failed.</summary>
    public int AttemptTurns { get; init; } = AttemptPolicy.MaxTurns;

    /// <summary>Longest wait for the first byte of a reply, in seconds: a large model may think before it says anything.</summary>
    public int FirstByteSeconds { get; init; } = 120;

    /// <summary>Longest silence within a reply, in seconds.</summary>
    public int IdleSeconds { get; init; } = 60;

    /// <summary>Longest that a call may take, in seconds.</summary>
    public int TotalSeconds { get; init; } = 900;

    /// <summary>How a tree is laid out for its checks.</summary>
    public CheckFolder CheckFolder { get; init; }

    /// <summary>Megabytes (2^20 bytes) of memory that the temporary files of a command may take in the sandbox.</summary>
    public int TempMegabytes { get; init; } = 512;

    /// <summary>Megabytes (2^20 bytes) of memory that a command may take, with all that it starts.</summary>
    public int CommandMemoryMegabytes { get; init; } = 4096;

    /// <summary>Processes and threads of a command: a build has some 100, and some 30 more for each processor.</summary>
    public int CommandProcesses { get; init; } = 128 * (Environment.ProcessorCount + 1);

    /// <summary>Megabytes (2^20 bytes) of a file that a command may write.</summary>
    public int CommandFileMegabytes { get; init; } = 2048;

    /// <summary>Megabytes (2^20 bytes) of the disk that commands have to leave free.</summary>
    public int FreeDiskMegabytes { get; init; } = 1024;

    /// <summary>Files and folders, by absolute paths, that commands may read in the sandbox beside what they see anyway.</summary>
    public IReadOnlyList<string> SandboxRead { get; init; } = [];

    /// <summary>The same, to be written.</summary>
    public IReadOnlyList<string> SandboxWrite { get; init; } = [];

    /// <summary>Minutes that a command of <c>setup</c> may take.</summary>
    public int SetupMinutes { get; init; } = 30;

    /// <summary>Minutes that a command of <c>verify</c> may take.</summary>
    public int VerifyMinutes { get; init; } = 30;

    /// <summary>Whether what is written to the server is encrypted. What is encrypted is read in any case.</summary>
    public bool Encryption { get; init; }

    /// <summary>Files that a commit may add or change.</summary>
    public int CommitFiles { get; init; } = 2_000;

    /// <summary>Megabytes (2^20 bytes) of one file of a commit.</summary>
    public int CommitFileMegabytes { get; init; } = 10;

    /// <summary>Megabytes (2^20 bytes) of all files that a commit adds or changes.</summary>
    public int CommitMegabytes { get; init; } = 50;

    /// <summary>The three above in one.</summary>
    public TreeLimits CommitLimits => new(CommitFiles, CommitFileMegabytes * Megabyte, CommitMegabytes * Megabyte);

    /// <summary>A changed file with more kilobytes (1,024 bytes) is told as large.</summary>
    public int LargeFileKilobytes { get; init; } = 500;

    /// <summary>
    /// Filters of repositories, by the name that <c>.gitattributes</c> gives, that run in the sandbox; a change to a file of any other one
    /// is refused.
    /// </summary>
    public IReadOnlyList<string> AllowedFilters { get; init; } = [];

    /// <summary>Files that models are not shown, unless a ticket names them.</summary>
    public PrivateFiles PrivateFiles { get; init; } = PrivateFiles.Shipped;

    /// <summary>Hosts that commands with network may reach beside registries and remotes.</summary>
    public NetworkAllow NetworkAllow { get; init; } = NetworkAllow.None;

    /// <summary>Rules for calls of tools.</summary>
    public IReadOnlyList<ToolRule> ToolRules { get; init; } = [];

    /// <summary>Shell command that is run when a person is needed or a track ends. Null: none.</summary>
    /// <remarks>It reads the notice from standard input.</remarks>
    public string? NotifyCommand { get; init; }

    /// <summary>Address that the same notice is posted to. It may hold a secret: it is shown without its path. Null: none.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>Minutes after which a gate that is still open is told once more.</summary>
    public int NotifyAfterMinutes { get; init; } = 60;

    /// <summary>The ladder of a tier in a track without a script.</summary>
    public IReadOnlyList<ModelName> ModelsOf(int tier) => Tiers.GetValueOrDefault(tier)?.Ladder ?? Ladder.Of(tier, Models);

    /// <summary>Part of a track's budget that a tier may use at most.</summary>
    public decimal BudgetShareOf(int tier) =>
        tier == Tier.Worker ? 1 : Tiers.GetValueOrDefault(tier)?.BudgetShare ?? HelpRules.DefaultShare;

    /// <summary>Whether notices are sent to anybody.</summary>
    public bool Notifies => NotifyCommand is not null || NotifyUrl is not null;
}
