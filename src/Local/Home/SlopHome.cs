using System.Security.Cryptography;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>The folder of one installation: its server, worker, worktrees and records. Two homes never share a process.</summary>
public sealed class SlopHome
{
    /// <summary>Names the folder; without it, <c>slop</c> in the user's state folder.</summary>
    public const string Variable = "SLOP_HOME";

    private const int IdBytes = 4;
    private readonly Lazy<string> _id;

    public SlopHome(string root)
    {
        Root = Path.GetFullPath(root);
        _id = new(ReadOrCreateId);
    }

    public string Root { get; }

    /// <summary>The database of the local Temporal server.</summary>
    public string Server => In("server");

    public string Logs => In("logs");

    /// <summary>What agents say while they say it, a file a run.</summary>
    public string Streams => Path.Combine(Logs, "streams");

    /// <summary>Texts and documents, each under the hash of its bytes.</summary>
    public string Store => In("store");

    /// <summary>Model answers and tool results, a file each.</summary>
    public string Journal => In("journal");

    public string Worktrees => In("worktrees");

    /// <summary>Checkouts with what <c>setup</c> made, a folder a key.</summary>
    public string Stands => In("stands");

    /// <summary>Folders that are being removed.</summary>
    public string Trash => In("trash");

    /// <summary>What became of each ticket; outlives the server's retention.</summary>
    public string Records => In("records");

    /// <summary>Copies of the worker, a folder a version.</summary>
    public string Bin => In("bin");

    public string Locks => In("locks");

    /// <summary>Address and process ids of the local processes.</summary>
    public string LocalJson => In("local.json");

    /// <summary>What signs and encrypts payloads; see <see cref="PayloadKeyFile"/>.</summary>
    public string PayloadKeys => In("payload-keys.json");

    /// <summary>Eight hex digits, made once: moving the folder moves the queue.</summary>
    public string Id => _id.Value;

    /// <summary>The task queue of every track of this home.</summary>
    public string TaskQueue => "slop@" + Id;

    private string IdFile => In("id");

    /// <summary>The home that the flag, the environment or the platform names.</summary>
    public static SlopHome Resolve(string? flag)
    {
        var named = flag ?? Environment.GetEnvironmentVariable(Variable);
        return new(string.IsNullOrWhiteSpace(named) ? Path.Combine(StateFolder(), "slop") : named);
    }

    /// <summary>Makes the folder where it is missing; nobody but its owner reads it.</summary>
    public void Create() => PrivateFolder.Create(Root);

    private static string StateFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsLinux())
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return Path.IsPathFullyQualified(state ?? "") ? state! : Path.Combine(home, ".local", "state");
        }

        return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
    }

    private string In(string name) => Path.Combine(Root, name);

    private string ReadOrCreateId()
    {
        if (!File.Exists(IdFile))
        {
            Create();
            AtomicFile.TryCreate(IdFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)));
        }

        var id = File.ReadAllText(IdFile).Trim();
        return id.Length == 2 * IdBytes && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw new InvalidDataException(
                $"{IdFile} holds '{id}' where eight hex digits belong. "
                + "Put the former id back, or delete the file to start with a new queue.");
    }
}
