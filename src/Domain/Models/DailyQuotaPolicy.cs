namespace SlopTemporal.Domain.Models;

/// <summary>What happens when a model's quota of the day is used up.</summary>
public enum DailyQuotaPolicy
{
    /// <summary>The whole track waits, and goes on with the same model.</summary>
    Wait,

    /// <summary>The next model of the ladder answers; at its end the track waits.</summary>
    Climb,
}
