using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SharedHome))]
[assembly: TestCollectionOrderer<SlopTemporal.EndToEnd.LongestFirst>]

namespace SlopTemporal.EndToEnd;

/// <summary>Starts the classes with the longest tests before the others: one that starts last runs on with nothing beside it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(DemoTests), nameof(KillTests)];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => IsLong(collection.TestCollectionDisplayName))];

    private static bool IsLong(string collection) => Array.Exists(Longest, name => collection.Contains(name, StringComparison.Ordinal));
}
