namespace SlopTemporal.Local.Sandbox;

/// <summary>Variables of a person that say where tools and certificates lie; none of them holds a secret.</summary>
public static class CommandVariables
{
    /// <summary>The worker has to have them for its commands.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SandboxEnvironment.Places, .. ToolManagers.Variables];
}
