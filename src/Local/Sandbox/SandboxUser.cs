namespace SlopTemporal.Local.Sandbox;

/// <summary>Who a command is, as it sees itself; to the machine it is the user of the worker.</summary>
internal static class SandboxUser
{
    /// <summary>
    /// A user that every system has a name for (daemon). Programs behave in another way as root, and some refuse to run.
    /// </summary>
    private const string InPlaceOfRoot = "1";

    /// <summary>Whether the worker is root, whose processes the kernel does not count.</summary>
    public static bool IsRoot { get; } = Posix.UserId == "0";

    public static string Id { get; } = IsRoot ? InPlaceOfRoot : Posix.UserId;

    public static string Group { get; } = IsRoot ? InPlaceOfRoot : Posix.GroupId;
}
