using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Journals;

/// <summary>A call that goes out now and may be billed, whatever becomes of it; <c>turn-n.sent-k.json</c>.</summary>
/// <param name="Usage">What it takes at least: the prompt, as far as known.</param>
public sealed record SentCall(ModelName Model, Usage Usage, DateTimeOffset At);
