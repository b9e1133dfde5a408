using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Activities.Commands;

/// <summary>Whose command it is.</summary>
public enum CommandPurpose
{
    /// <summary>A model's; no network.</summary>
    Tool,

    /// <summary>A line of the track's <c>setup</c>; with network.</summary>
    Setup,

    /// <summary>A line of a <c>verify</c>; no network.</summary>
    Verify,
}

/// <summary>Where a command runs.</summary>
internal enum CommandPlace
{
    Sandbox,

    /// <summary>As the worker's user, with a clean environment.</summary>
    Direct,
    Refused,
}

/// <summary>The one decision of where commands run.</summary>
internal static class CommandPolicy
{
    /// <summary>The place, and for a refusal its reason and the way out.</summary>
    /// <param name="document">The track's settings.</param>
    /// <param name="broken">Why the sandbox does not work here; null: it works.</param>
    /// <param name="purpose">Whose command.</param>
    public static (CommandPlace Place, string? Refusal) Decide(TrackDocument document, string? broken, CommandPurpose purpose) => (document.Sandbox, purpose) switch
    {
        (SandboxMode.Off, _) => (CommandPlace.Direct, null),
        _ when broken is null => (CommandPlace.Sandbox, null),
        (SandboxMode.Required, _) => (CommandPlace.Refused, $"The track requires a sandbox, and there is none here: {broken}"),
        (_, CommandPurpose.Tool) => (CommandPlace.Refused, $"Commands of models run in a sandbox only, and there is none here: {broken}"),
        _ when document.Trusted => (CommandPlace.Direct, null),
        _ => (CommandPlace.Refused, $"There is no sandbox here ({broken}), and nobody confirmed the track's commands: start it with --trust, or install bubblewrap."),
    };
}
