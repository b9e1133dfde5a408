using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The commands that a track file names.</summary>
internal static class TrackCommands
{
    /// <summary>In file order, each once: setup, then verify, then those of the tickets. Without a repository none runs.</summary>
    public static IReadOnlyList<string> All(Track track) => track.Repository is null
        ? []
        : [.. track.Setup.Concat(track.Verify).Concat(track.Tickets.SelectMany(t => t.Verify)).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The commands that a person has to confirm first. In a sandbox without network a check may run; <c>setup</c> has the network, and
    /// what came with the repository did not come from the person. Then they confirm all of them: should the sandbox be gone later, what
    /// was confirmed runs without. Without a sandbox every command has to be confirmed, unless the person switched the sandbox off.
    /// </summary>
    public static IReadOnlyList<string> ToConfirm(Track track, FileOrigin origin, CommandIsolation isolation) => isolation switch
    {
        CommandIsolation.Disabled => [],
        CommandIsolation.Unavailable => All(track),
        _ => origin == FileOrigin.Repository && track.Setup.Count > 0 ? All(track) : [],
    };
}

/// <summary>Where a track file lies.</summary>
internal enum FileOrigin
{
    /// <summary>Outside the repository: the person's own.</summary>
    Person,

    /// <summary>Inside: it may have come with a clone.</summary>
    Repository,
}

/// <summary>What isolates commands from the rest of the machine.</summary>
internal enum CommandIsolation
{
    Sandbox,
    Unavailable,
    Disabled,
}
