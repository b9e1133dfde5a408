namespace SlopTemporal.Domain.Prompts;

/// <summary>What the attempts before leave to the next one.</summary>
/// <param name="Evidence">How the last one ended: output, which may say anything. Null: there was none.</param>
/// <param name="Instruction">What a person wants now, in their words; null: nobody said anything.</param>
/// <param name="IsCarried">True: its work is in the worktree.</param>
public sealed record EarlierAttempt(string? Evidence = null, string? Instruction = null, bool IsCarried = false)
{
    /// <summary>Before a first attempt.</summary>
    public static EarlierAttempt None { get; } = new();
}
