using System.Reflection;
using System.Runtime.CompilerServices;

namespace SlopTemporal.UnitTests.Architecture;

/// <summary>A line of the ban list bans one overload; a framework that brings a new one must not open a hole.</summary>
public sealed class BannedSymbolsTests
{
    private static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src", "BannedSymbols.txt"));

    [Theory]
    [InlineData(
        typeof(Task), "Run", "Delay", "WhenAny", "WhenAll", "WhenEach", "Wait", "WaitAll", "WaitAny", "WaitAsync", "ConfigureAwait")]
    [InlineData(typeof(Task<>), "WaitAsync", "ConfigureAwait")]
    [InlineData(typeof(CancellationTokenSource), "CancelAfter", "CancelAsync")]
    [InlineData(typeof(Guid), "NewGuid", "CreateVersion7")]
    public void Every_overload_is_listed(Type type, params string[] names)
    {
        foreach (var name in names)
        {
            var overloads = type.GetMethods(
                BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).Count(m => m.Name == name);
            var start = $"M:{type.FullName}.{name}";
            var listed = Lines.Count(
                l => l.StartsWith(start, StringComparison.Ordinal)
                    && l[start.Length] is '(' or '`' or ';'
                    && l.StartsWith(start, StringComparison.Ordinal));

            Assert.True(overloads == listed, $"{type.Name}.{name}: {overloads} overloads, {listed} lines");
        }
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
