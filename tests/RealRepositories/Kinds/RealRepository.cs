namespace SlopTemporal.RealRepositories.Kinds;

/// <summary>
/// A small library as people publish them, and how a model works six tickets on it. All kinds are the same library, <c>phrases</c>: it says
/// how many there are of something, with a package <c>acme-words</c> that knows plurals, and in its version 1.1.0 ordinals too.
/// </summary>
internal abstract class RealRepository(Registry registry)
{
    protected const string Old = "1.0.0";
    protected const string New = "1.1.0";

    /// <summary>Id of the track.</summary>
    public abstract string Track { get; }

    /// <summary>A line for the shell that passes where the programs are that <see cref="Setup"/> and <see cref="Verify"/> need.</summary>
    public abstract string Needs { get; }

    public abstract IReadOnlyList<string> Setup { get; }

    public abstract IReadOnlyList<string> Verify { get; }

    /// <summary>How the paths of the package's two versions end in the registry.</summary>
    public abstract (string Old, string New) Archives { get; }

    /// <summary>Says "no boxes" for none; in the line that <see cref="Thousands"/> changes too.</summary>
    public abstract object[] None { get; }

    /// <summary>Works the conflict of both out.</summary>
    public abstract object[] NoneResolved { get; }

    /// <summary>Adds a file: words as a list, "a, b and c".</summary>
    public abstract object[] Join { get; }

    /// <summary>Says "1,200 boxes".</summary>
    public abstract object[] Thousands { get; }

    /// <summary>Meant to begin each word of a title with a capital; its check is red.</summary>
    public abstract object[] TitlesWrong { get; }

    public abstract object[] TitlesRight { get; }

    /// <summary>Says "2nd", with a newer version of the package.</summary>
    public abstract object[] Ordinals { get; }

    /// <summary>The first commit of the repository. Only when the packages are published.</summary>
    public abstract IReadOnlyDictionary<string, string> Files { get; }

    protected Registry Registry => registry;

    /// <summary>Makes the package's two versions and puts them into the registry.</summary>
    /// <param name="folder">An empty folder to work in.</param>
    public abstract Task PublishAsync(string folder);
}
