using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>What providers refuse before anything is sent.</summary>
internal static class ProviderFailures
{
    /// <summary>A person has to put something right.</summary>
    public static ModelReplyException Final(string reason) => new(FailureKind.Final, reason, null, Usage.None);

    /// <summary>The address that a variable holds, or the other one where it holds none.</summary>
    /// <exception cref="ModelReplyException">Final: it is not an address; the text does not repeat it, as there may be a password in it.</exception>
    public static Uri Address(string? text, string variable, Uri otherwise) => text switch
    {
        null => otherwise,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http") && uri.UserInfo.Length == 0 => uri,
        _ => throw Final($"{variable} is not an address; expected https://host, or unset it"),
    };

    /// <summary>A path below an address, which may have a path of its own.</summary>
    public static Uri Below(Uri root, string path) => new($"{root.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
