namespace SlopTemporal.UnitTests;

public static class Placeholder
{
    [Fact]
    public static void Runs()
    {
    }
}
