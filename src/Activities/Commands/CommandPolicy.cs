using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Activities.Commands;

/// <summary>Who gave a command; decides whether it runs, and whether with network.</summary>
public enum CommandPurpose
{
    /// <summary>A model, by a tool call; no network unless a person approved it for that call.</summary>
    Tool,

    /// <summary>The track, by a line of its <c>setup</c>; with network.</summary>
    Setup,

    /// <summary>The track or a ticket, by a line of its <c>verify</c>; no network.</summary>
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
    /// <param name="document">The track's document, for its sandbox mode and whether a person confirmed its commands.</param>
    /// <param name="sandboxProblem">Why the sandbox does not work here; null: it works.</param>
    /// <param name="purpose">Commands of models never run outside the sandbox, unless it is switched off.</param>
    public static (CommandPlace Place, string? Refusal) Decide(
        TrackDocument document, string? sandboxProblem, CommandPurpose purpose) => (document.Sandbox, purpose) switch
        {
            (SandboxMode.Off, _) => (CommandPlace.Direct, null),
            _ when sandboxProblem is null => (CommandPlace.Sandbox, null),
            (SandboxMode.Required, _) => (
                CommandPlace.Refused,
                $"The track requires a sandbox, or began in one, and there is none here: {sandboxProblem}"),
            (_, CommandPurpose.Tool) =>
                (CommandPlace.Refused, $"Commands of models run in a sandbox only, and there is none here: {sandboxProblem}"),
            _ when document.Trusted => (CommandPlace.Direct, null),
            _ => (
                CommandPlace.Refused,
                $"There is no sandbox here ({sandboxProblem}), and nobody confirmed the track's commands: "
                + "start it with --trust, or install bubblewrap."),
        };
}
