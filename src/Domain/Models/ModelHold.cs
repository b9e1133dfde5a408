namespace SlopTemporal.Domain.Models;

/// <summary>
/// A busy provider has asked that a model is left alone for a while: until then no call of it begins. Then one goes first, and each one
/// that is answered makes room for one more, so that those who waited do not bring the next refusal by coming all at once.
/// </summary>
/// <param name="Until">The end of what the provider asked for.</param>
/// <param name="Round">Tells calls that began after this wait from those that were under way before it, which say nothing about what is
/// allowed after it.</param>
public sealed record ModelHold(DateTimeOffset Until, long Round)
{
    /// <summary>
    /// Those who were refused come back a fifth later than they were asked to, and quotas are counted by the minute: after this time a
    /// first call need not go alone any more.
    /// </summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    /// <summary>Calls that may run at once when the wait is over.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Calls of this round that have no answer yet.</summary>
    public int Running { get; init; }

    /// <summary>The hold after a refusal: a new one never shortens what was asked for before.</summary>
    /// <param name="before">The hold there was; null: none.</param>
    /// <param name="asked">How long the provider asked to wait.</param>
    /// <param name="round">A number that no earlier hold had.</param>
    public static ModelHold AfterRefusal(ModelHold? before, DateTimeOffset now, TimeSpan asked, long round) =>
        new(before is not null && before.Until > now + asked ? before.Until : now + asked, round);

    /// <summary>Whether one more call may begin.</summary>
    public bool Allows(DateTimeOffset now) => now >= Until && Running < Width;

    public ModelHold AfterStart() => this with { Running = Running + 1 };

    /// <param name="round">The round in which the call began; null: there was no hold.</param>
    public ModelHold AfterAnswer(long? round) => round == Round ? this with { Width = Width + 1 } : this;

    /// <summary>After a call has ended, in whatever way.</summary>
    /// <param name="round">The round in which the call began; null: there was no hold.</param>
    public ModelHold AfterEnd(long? round) => round == Round ? this with { Running = Running - 1 } : this;

    /// <summary>Whether it can be forgotten: as many calls were answered as may run anyway, or it is long over.</summary>
    /// <param name="concurrency">Calls of the model that may run at once where nothing is held.</param>
    public bool IsOver(DateTimeOffset now, int concurrency) =>
        now >= Until && (Width >= concurrency || (Running == 0 && now >= Until + Remembered));
}
