namespace SlopTemporal.EndToEnd;

public static class Placeholder
{
    [Fact]
    public static void Runs()
    {
    }
}
