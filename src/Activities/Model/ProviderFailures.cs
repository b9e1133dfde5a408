using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Secrets;

namespace SlopTemporal.Activities.Model;

/// <summary>What the failures of all providers have in common.</summary>
internal static class ProviderFailures
{
    /// <summary>A provider that asks for a longer wait is not busy: its quota is used up.</summary>
    public static readonly TimeSpan LongestBusyWait = TimeSpan.FromSeconds(300);

    /// <summary>Characters of a reason.</summary>
    private const int ReasonLength = 500;

    /// <summary>A person has to put something right.</summary>
    public static ModelReplyException Final(string reason) => new(FailureKind.Final, reason, null, Usage.None);

    /// <summary>The address that was set, or the default one where none was.</summary>
    /// <exception cref="ModelReplyException">Final: it is not an address; the text does not repeat it, as there may be a password in
    /// it.</exception>
    public static Uri Address(string? text, ProviderEndpoint endpoint) => text switch
    {
        null => endpoint.Default,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http") && uri.UserInfo.Length == 0 => uri,
        _ => throw Final($"{endpoint.Variable} is not an address; expected https://host, or unset it"),
    };

    /// <summary>What is said of an error whose body has no message.</summary>
    public static string WithoutMessage(string body) =>
        body.AsSpan().TrimStart() is ['<', ..] ? "a page of HTML instead of a reply" : "no reason given";

    /// <summary>The one way out for the text of a failure: no secret, one line, not endless.</summary>
    /// <param name="redact">Takes the secrets of the endpoint out of a text.</param>
    public static string Line(string reason, Func<string, string> redact) => Preview.Line(Redaction.Apply(redact(reason)), ReasonLength);
}
