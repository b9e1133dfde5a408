namespace SlopTemporal.Local.Sandbox;

/// <summary>Who a command is, as it sees itself; to the machine it is the user of the worker.</summary>
internal static class SandboxUser
{
    /// <summary>
    /// A user that every system has a name for (daemon). Programs behave in another way as root, and some refuse to run.
    /// </summary>
    private const string InPlaceOfRoot = "1";

    public static string Id { get; } = Posix.UserId == "0" ? InPlaceOfRoot : Posix.UserId;

    public static string Group { get; } = Posix.UserId == "0" ? InPlaceOfRoot : Posix.GroupId;
}
