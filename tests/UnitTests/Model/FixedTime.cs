namespace SlopTemporal.UnitTests.Model;

/// <summary>Always the same moment.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
