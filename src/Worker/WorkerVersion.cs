
namespace SlopTemporal.Worker;

/// <summary>Which build this is: the name of its folder, <c>bin/&lt;version&gt;</c> of the home.</summary>
internal sealed class WorkerVersion(SlopHome home)
{
    private readonly string _file = Path.Combine(home.Root, "worker.version");

    public string Name { get; } = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The build that polled here last; null: none yet.</summary>
    public string? Last => File.Exists(_file) ? File.ReadAllText(_file).Trim() : null;

    /// <summary>True: open histories come from another build and must be replayed before they are touched.</summary>
    public bool Changed => Last is { } last && last != Name;

    public void Save() => AtomicFile.Write(_file, Name);
}
