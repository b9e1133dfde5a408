namespace SlopTemporal.Bench;

/// <summary>What signatures and encryption add to a ticket, each with a server of its own.</summary>
internal static class Signing
{
    private const int AtOnce = 16;

    public static async Task RunAsync(int tickets)
    {
        var costs = new Dictionary<SlopPayloads, double>();
        foreach (var payloads in Enum.GetValues<SlopPayloads>())
        {
            await using var place = await Place.OpenAsync(payloads);
            await place.WarmUpAsync();
            var track = await place.TrackAsync(tickets, AtOnce);
            costs[payloads] = track.Wall.TotalMilliseconds / tickets;
            Console.WriteLine(
                $"{payloads,-10}{costs[payloads],8:0.0} ms a ticket, {track.BytesATicket:0} bytes, "
                    + $"{costs[payloads] - costs[SlopPayloads.Plain]:+0.0;-0.0} ms");
        }
    }
}
