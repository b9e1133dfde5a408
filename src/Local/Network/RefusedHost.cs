namespace SlopTemporal.Local.Network;

/// <summary>What a command asked for and did not get.</summary>
/// <param name="Place">Host and port.</param>
/// <param name="Reason">A sentence that names the host, as the client read it.</param>
public sealed record RefusedHost(string Place, string Reason);

/// <summary>Each refused place once, in the order in which they were asked for.</summary>
internal sealed class RefusedHosts
{
    private const int Most = 20;

    private readonly Lock _lock = new();
    private readonly List<RefusedHost> _all = [];

    public IReadOnlyList<RefusedHost> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Add(HostPort target, Refusal refusal)
    {
        var place = target.ToString();
        lock (_lock)
        {
            if (_all.Count < Most && !_all.Exists(known => known.Place == place))
            {
                _all.Add(new(place, refusal.Sentence));
            }
        }
    }
}
