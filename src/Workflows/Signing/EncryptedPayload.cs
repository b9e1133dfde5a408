using Google.Protobuf;
using SlopTemporal.Domain.Signing;
using Temporalio.Api.Common.V1;

namespace SlopTemporal.Workflows.Signing;

/// <summary>The form of an encrypted payload: that of Temporal's own example, so that its tools know what they see.</summary>
internal static class EncryptedPayload
{
    private const string EncodingName = "encoding";
    private const string Encoding = "binary/encrypted";
    private const string KeyId = "encryption-key-id";

    /// <summary>Set where it was tried to read it, whatever the sender set there.</summary>
    private const string Fault = "slop-fault";

    private const string NoSuchKey = "key";
    private const string Changed = "changed";

    public static Payload Make(PayloadKeyRing keys, string space, Payload payload)
    {
        var key = keys.Active;
        return new()
        {
            Metadata =
            {
                [EncodingName] = ByteString.CopyFromUtf8(Encoding),
                [KeyId] = ByteString.CopyFromUtf8(key.Id),
            },
            Data = UnsafeByteOperations.UnsafeWrap(PayloadCipher.Encrypt(key, space, payload.ToByteArray())),
        };
    }

    /// <summary>
    /// What is in it; the payload itself if it is not encrypted, and marked if it cannot be read. It does not throw: what throws where a
    /// signal is decoded keeps the workflow from going on for ever.
    /// </summary>
    public static Payload Read(PayloadKeyRing keys, string space, Payload payload)
    {
        if (!IsEncrypted(payload))
        {
            return payload;
        }

        if (IdOf(payload) is not { } id || keys.Find(id) is not { } key)
        {
            return Marked(payload, NoSuchKey);
        }

        try
        {
            return PayloadCipher.Decrypt(key, space, payload.Data.Span) is { } data
                ? Payload.Parser.ParseFrom(data)
                : Marked(payload, Changed);
        }
        catch (InvalidProtocolBufferException)
        {
            return Marked(payload, Changed);
        }
    }

    /// <summary>Why it cannot be read; null: it can.</summary>
    public static Refusal? FindRefusal(Payload payload)
    {
        if (!IsEncrypted(payload))
        {
            return null;
        }

        var refusal = (IdOf(payload), Text(payload, Fault)) switch
        {
            (null, _) => new Refusal("is encrypted, and does not say with which key", "send it as plain JSON, or with slop"),
            ({ } id, Changed) => new(
                $"is encrypted with the key {id}, but was changed afterwards or is from another namespace",
                "send it as plain JSON, or with slop"),
            ({ } id, _) => new Refusal(
                $"is encrypted with the key {id}, which this home does not have",
                "put the file with this key back (`slop keys` says where it lies)"),
        };
        return refusal with { Sent = payload };
    }

    private static bool IsEncrypted(Payload payload) => Text(payload, EncodingName) == Encoding;

    /// <summary>Null: nothing that could be an id, so that nothing else is shown to people as one.</summary>
    private static string? IdOf(Payload payload) => Text(payload, KeyId) is { } text && PayloadKey.IsId(text) ? text : null;

    private static string? Text(Payload payload, string name) =>
        payload.Metadata.TryGetValue(name, out var found) ? found.ToStringUtf8() : null;

    private static Payload Marked(Payload payload, string fault) => new(payload)
    {
        Metadata = { [Fault] = ByteString.CopyFromUtf8(fault) },
    };
}
