namespace SlopTemporal.Tests;

/// <summary>What a test needs of the machine it runs on.</summary>
internal static class Needed
{
    /// <summary>
    /// Where it is missing the test is reported as skipped, with the reason; on a build server (<c>CI=true</c>) it fails.
    /// </summary>
    public static void Has(bool there, string reason)
    {
        Assert.SkipUnless(there || Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.True(there, reason);
    }
}
