using System.Net;

namespace SlopTemporal.Local.Network;

/// <summary>Why a request is not served.</summary>
/// <param name="Status">403: asking again is no use.</param>
/// <param name="Sentence">ASCII in one line: it is the reason phrase of the answer, which npm and Python show.</param>
internal sealed record Refusal(HttpStatusCode Status, string Sentence)
{
    public static Refusal NotOnTheList(HostPort target) => Forbidden($"host {target.Host} is not on the list; setting network_allow");

    public static Refusal OtherPort(HostPort target) =>
        Forbidden($"port {target.Port} of host {target.Host} is not on the list; setting network_allow");

    public static Refusal Literal(HostPort target) => Forbidden($"{target.Host} is a literal address; only names of hosts are allowed");

    public static Refusal Inside(HostPort target) => Forbidden($"host {target.Host} has a loopback or private address");

    public static Refusal NotFound(HostPort target) => Forbidden($"host {target.Host} was not found");

    public static Refusal NoTls(HostPort target) => Forbidden($"the tunnel to host {target.Host} did not begin with TLS and a server name");

    public static Refusal OtherServerName(HostPort target, string name) =>
        Forbidden($"the tunnel to host {target.Host} asked for server {name}");

    public static Refusal NotAnswered(HostPort target) => new(HttpStatusCode.BadGateway, $"host {target.Host} did not answer");

    public static Refusal NotLookedUp(HostPort target) => new(HttpStatusCode.BadGateway, $"host {target.Host} could not be looked up");

    /// <param name="fault">Says what of the proxy fails, and never its credentials.</param>
    public static Refusal Upstream(HostPort target, string fault) =>
        new(HttpStatusCode.BadGateway, $"the upstream proxy of this machine {fault}, so host {target.Host} is not reached");

    public static Refusal Unreadable(string fault) => new(HttpStatusCode.BadRequest, fault);

    private static Refusal Forbidden(string sentence) => new(HttpStatusCode.Forbidden, sentence);
}
