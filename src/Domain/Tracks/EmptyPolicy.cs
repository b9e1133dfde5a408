namespace SlopTemporal.Domain.Tracks;

/// <summary>What becomes of a ticket whose agent says that it is done and has changed nothing.</summary>
public enum EmptyPolicy
{
    /// <summary>It is completed, and its line says that nothing was changed.</summary>
    Allow,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>The attempt failed.</summary>
    Fail,
}
