using Temporalio.Api.Common.V1;

namespace SlopTemporal.Workflows.Signing;

/// <summary>Why something that was sent has no effect. It stands for the argument that is refused.</summary>
/// <param name="Why">The middle of a sentence that begins with what was sent.</param>
/// <param name="WayOut">What to do, the end of it.</param>
internal sealed record Refusal(string Why, string WayOut)
{
    /// <summary>Anybody could have written it.</summary>
    public static Refusal NotSigned { get; } =
        new("is not signed by this home", "people decide and steer with signals such as approve and reject");

    /// <summary>What was sent, where it cannot be read at all.</summary>
    public Payload? Sent { get; init; }

    /// <param name="what">What was sent, at the start of a sentence.</param>
    public string Say(string what) => $"{what} {Why}, so it has no effect; {WayOut}";
}
