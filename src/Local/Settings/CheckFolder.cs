namespace SlopTemporal.Local.Settings;

/// <summary>How a tree is laid out for its checks in the sandbox.</summary>
public enum CheckFolder
{
    /// <summary>An overlay where the system allows it, else a copy.</summary>
    Auto,

    /// <summary>
    /// A copy: it takes longer, and commands may rename folders that <c>setup</c> made, which an overlay refuses with <c>EXDEV</c>.
    /// </summary>
    Copy,
}
