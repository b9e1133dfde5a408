namespace SlopTemporal.Domain.Signing;

/// <summary>
/// The keys in the hands of a program that runs. Another program may make a new one meanwhile: what that signed is met here before
/// anybody has said so, and the keys are looked up again.
/// </summary>
/// <param name="keys">As they were found.</param>
/// <param name="refresh">The keys of now, by those that are known; it does not throw. Null: there are never others.</param>
public sealed class PayloadKeyRing(PayloadKeys keys, Func<PayloadKeys, PayloadKeys>? refresh = null)
{
    private volatile PayloadKeys _keys = keys;

    /// <summary>When signing began.</summary>
    public DateTimeOffset Since => _keys.Since;

    /// <summary>The key that signs and encrypts.</summary>
    /// <remarks>A new one is taken up at once: whoever made it wants the former to rest.</remarks>
    public PayloadKey Active => Refresh().Keys[0];

    /// <summary>The key of an id; null: this home does not have it.</summary>
    public PayloadKey? Find(string id) => _keys.Find(id) ?? Refresh().Find(id);

    private PayloadKeys Refresh() => _keys = refresh?.Invoke(_keys) ?? _keys;
}
