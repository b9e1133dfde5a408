namespace SlopTemporal.Local.Providers;

/// <summary>Why no call to a provider can succeed from an environment.</summary>
/// <param name="Reason">What is wrong, as the end of a sentence: <c>none is set</c>.</param>
/// <param name="WayOut">What a person does about it, as an order without a full stop.</param>
public sealed record KeyProblem(KeyFault Fault, string Reason, string WayOut)
{
    public static KeyProblem Missing(string howToGetKey) => new(KeyFault.Missing, "none is set", howToGetKey);

    public static KeyProblem Unusable(string reason, string wayOut) => new(KeyFault.Unusable, reason, wayOut);
}

/// <summary>What is wrong with a key.</summary>
public enum KeyFault
{
    Missing,

    /// <summary>Credentials are named, and what is named cannot be used.</summary>
    Unusable,
}
