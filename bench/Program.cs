using SlopTemporal.Bench;

if (args is ["signing", ..])
{
    await Signing.RunAsync(args.Length > 1 ? Number(args[1]) : 100);
    return;
}

await using var place = await Place.OpenAsync(SlopPayloads.Signed);
if (args is ["walls"])
{
    await new Walls(place.Home).RunAsync();
    return;
}

if (args is ["real", ..])
{
    await RealTrack.RunAsync(place, rounds: args.Length > 1 ? Number(args[1]) : 3);
    return;
}

var tickets = args.Length > 0 ? Number(args[0]) : 200;
const int AtOnce = 16;
Console.WriteLine($"{tickets} tickets, {AtOnce} at once, one machine, one run: compare the lines, not the machines");
await place.WarmUpAsync();
var bare = await place.BareAsync(tickets, AtOnce);
var track = await place.TrackAsync(tickets, AtOnce);
Console.WriteLine($"{"",-34}{"seconds",9}{"ms a ticket",13}{"events",8}{"bytes",9}");
foreach (var line in new[] { bare, track })
{
    Console.WriteLine(
        $"{line.Name,-34}{line.Wall.TotalSeconds,9:0.00}{line.Wall.TotalMilliseconds / tickets,13:0.0}"
            + $"{line.EventsATicket,8:0.0}{line.BytesATicket,9:0}");
}

Console.WriteLine($"a ticket of a track costs {track.Wall / bare.Wall:0.00} times a bare child workflow with one activity");

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
