using System.Runtime.CompilerServices;

namespace SlopTemporal.UnitTests.Local;

/// <summary>
/// A variable of the test process that no command may see. It is set once, before any test runs: tests run beside each other, and what
/// one of them changed in the environment of their process, all of them would see.
/// </summary>
internal static class PlantedSecret
{
    public const string Name = "SLOP_TEST_SECRET";

    public const string Value = "planted";

    [ModuleInitializer]
    public static void Plant() => Environment.SetEnvironmentVariable(Name, Value);
}
