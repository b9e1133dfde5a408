namespace SlopTemporal.Domain.Signing;

/// <summary>A secret that signs and encrypts what the program writes to its server.</summary>
/// <param name="Id">Eight hex digits; stands in each signature, so that it is found again after another key signs.</param>
/// <param name="Secret">32 random bytes.</param>
/// <param name="Made">When; null: it is the first key, made by a build that did not say.</param>
public sealed record PayloadKey(string Id, byte[] Secret, DateTimeOffset? Made = null)
{
    /// <summary>Characters of an id.</summary>
    public const int IdLength = 8;

    /// <summary>Bytes of a secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);
}

/// <summary>The keys of one home. They are needed as long as a history lives that one of them signed or encrypted.</summary>
/// <param name="Since">When signing began: what was started before has no signature, and is taken as it is.</param>
/// <param name="Keys">The first one signs and encrypts, all of them read.</param>
public sealed record PayloadKeys(DateTimeOffset Since, IReadOnlyList<PayloadKey> Keys)
{
    /// <summary>Null: no key of this home has the id.</summary>
    public PayloadKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);
}
