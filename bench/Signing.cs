namespace SlopTemporal.Bench;

/// <summary>What signatures and encryption add to a ticket, each with a server of its own.</summary>
internal static class Signing
{
    private const int AtOnce = 16;

    public static async Task RunAsync(int tickets)
    {
        await MeasureAsync(SlopPayloads.Encrypted, tickets);
        Console.WriteLine("that was to compile what all of them use");
        var costs = new Dictionary<SlopPayloads, double>();
        foreach (var payloads in Enum.GetValues<SlopPayloads>())
        {
            var (cost, bytes) = await MeasureAsync(payloads, tickets);
            costs[payloads] = cost;
            Console.WriteLine(
                $"{payloads,-10}{cost,8:0.0} ms a ticket ({cost - costs[SlopPayloads.Plain]:+0.0;-0.0}), {bytes:0} bytes");
        }
    }

    private static async Task<(double Milliseconds, double Bytes)> MeasureAsync(SlopPayloads payloads, int tickets)
    {
        await using var place = await Place.OpenAsync(payloads);
        await place.WarmUpAsync();
        var track = await place.TrackAsync(tickets, AtOnce);
        return (track.Wall.TotalMilliseconds / tickets, track.BytesATicket);
    }
}
