using System.Globalization;
using System.Net;

namespace SlopTemporal.Local.Network;

/// <summary>Names of hosts as clients, files and people write them, brought to the one form in which they are compared.</summary>
public static class HostNames
{
    private const int MostLength = 253;
    private const int MostLabel = 63;

    // The allowed letters of a name are what makes it safe in a reply and in a message: no line end, no blank, no `@`.
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>
    /// Lower case, ASCII, without the dot at the end; null: this names no host. A literal address is not a name: <see cref="IsAddress"/>.
    /// </summary>
    public static string? Normalise(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length is 0 or > MostLength || Ascii(name) is not { } ascii || ascii.Length > MostLength)
        {
            return null;
        }

        var plain = ascii.ToLowerInvariant();
        return Array.TrueForAll(plain.Split('.'), IsLabel) ? plain : null;
    }

    /// <summary>Whether the system would read it as an address without asking anybody, in whatever base and number of parts.</summary>
    public static bool IsAddress(string text)
    {
        var name = text.TrimEnd('.');
        if (name.Contains(':') || name.StartsWith('[') || IPAddress.TryParse(name, out _))
        {
            return true;
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length > 0
            && (last.All(char.IsAsciiDigit)
                || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last.Skip(2).All(char.IsAsciiHexDigit)));
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MostLabel && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string? Ascii(string name)
    {
        if (name.All(char.IsAscii))
        {
            return name;
        }

        try
        {
            return Idn.GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
