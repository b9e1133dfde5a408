using System.Text;

namespace SlopTemporal.Domain.Signing;

/// <summary>
/// A JSON object that carries its signature as its last member: the Web UI and the Temporal command line show it like any other.
/// </summary>
public static class SignedJson
{
    private const string Start = "\"mac\":\"";

    /// <summary>Bytes of the member and the brace that closes the object.</summary>
    private static readonly int TailLength = Start.Length + PayloadMac.Length + "\"}".Length;

    /// <summary>Whether a text can carry its signature so.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json) => json is [(byte)'{', .., (byte)'}'];

    /// <summary>The object with its signature.</summary>
    public static byte[] Append(ReadOnlySpan<byte> json, string signature)
    {
        var tail = $"{(json.Length == 2 ? "" : ",")}{Start}{signature}\"}}";
        return [.. json[..^1], .. Encoding.ASCII.GetBytes(tail)];
    }

    /// <summary>The object without its signature, and the signature; null: it carries none.</summary>
    public static (byte[] Json, string? Signature) Split(ReadOnlySpan<byte> json)
    {
        var from = json.Length - TailLength;
        if (from < 1 || !IsObject(json) || json[from - 1] is not ((byte)',' or (byte)'{')
            || !json[from..].StartsWith(Encoding.ASCII.GetBytes(Start)) || json[^2] != (byte)'"')
        {
            return (json.ToArray(), null);
        }

        var signature = Encoding.ASCII.GetString(json.Slice(from + Start.Length, PayloadMac.Length));
        return ([.. json[..(json[from - 1] == (byte)',' ? from - 1 : from)], (byte)'}'], signature);
    }
}
