namespace SlopTemporal.WorkflowTests;

public static class Placeholder
{
    [Fact]
    public static void Runs()
    {
    }
}
