using System.Text.Json;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.RealRepositories.Kinds;

namespace SlopTemporal.RealRepositories;

/// <summary>
/// A track of six tickets on a repository: one adds a file, two change the same line, one is red at first, one needs a newer package,
/// one shows that checks have no network.
/// </summary>
internal sealed class SixTickets(Slop slop, Registry registry, RealRepository kind)
{
    private string Branch => $"slop/{kind.Track}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task RunAsync()
    {
        await NeedAsync();
        await kind.PublishAsync(Folder("packages"));
        var play = LayOut();
        var person = new Person(play.Repository, Branch);
        person.Begin();
        var before = person.Look();

        var status = await WorkAsync(play);

        Assert.Equal(before, person.Look());
        Assert.Empty(person.FindLeftovers());
        AssertWorked(play.Repository, status);
        await AssertGreenOnAFreshCloneAsync(play.Repository);
        // Server and worker are there yet: what looks for processes finds them.
        Assert.NotEmpty(Processes.FindIn(slop.Folder));
        await slop.MustAsync("down");
        await Eventually.SeeAsync(() => Task.FromResult(Processes.FindIn(slop.Folder)), left => left.Count == 0);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(slop.Folder, name)).FullName;

    private async Task NeedAsync()
    {
        var there = await Shell.RunAsync(Folder("needs"), kind.Needs);
        Assert.SkipUnless(there.Succeeded, $"This machine does not have what a {kind.Track} repository needs: {there.Output.Trim()}");
        var sandbox = await new Sandbox(new SlopHome(Folder("probe")), ProcessRunner.Shared).ProbeAsync(Token);
        Needed.Has(sandbox.Works, sandbox.Reason);
    }

    private Playground LayOut()
    {
        var play = new Playground(slop.Folder, kind.Files) { Track = kind.Track };
        // Asked in its first turn: its worktree is there by then, and what is merged before the answer is what it gets into conflict with.
        play.Ticket(
            "none",
            new { },
            [Playground.Call("ask_person", new { question = "No boxes, or zero boxes?" }), .. kind.None, Done, .. kind.NoneResolved, Done]);
        play.Ticket("join", new { verify = new[] { Unreachable } }, [.. kind.Join, Done]);
        play.Ticket("thousands", new { depends_on = new[] { "join" } }, [.. kind.Thousands, Done]);
        play.Ticket("titles", new { }, [.. kind.TitlesWrong, Done], [.. kind.TitlesRight, Done]);
        play.Ticket("ordinals", new { }, [.. kind.Ordinals, Done]);
        play.Ticket(
            "readme",
            new { depends_on = new[] { "none", "titles", "ordinals" } },
            [Playground.EditFile("README.md", "how many there are.", "how many there are: no boxes, 1 box, 1,200 boxes."), Done]);
        play.Save(new { setup = kind.Setup, verify = kind.Verify, max_workers = 2 });
        return play;
    }

    private static object Done => Playground.Text("Done.");

    /// <summary>Passes only where nothing answers at the registry's port.</summary>
    private string Unreachable => $"! bash -c 'exec 3<>/dev/tcp/127.0.0.1/{registry.Port}'";

    private async Task<JsonElement> WorkAsync(Playground play)
    {
        slop.Environment["http_proxy"] = registry.Proxy;
        slop.Environment["SLOP_NETWORK_ALLOW"] = Registry.Host;
        // A proxy is for other machines.
        (slop.Environment["NO_PROXY"], slop.Environment["no_proxy"]) = ("127.0.0.1", "127.0.0.1");
        var running = slop.RunAsync("run", play.TrackFile, "--script", play.ScriptFile, "--trust", "--json");
        await slop.StatusAsync(
            kind.Track,
            seen => running.IsCompleted
                || (seen.Code == 0 && Slop.Gates(seen.Json) is ["none/question-1"] && Status(seen.Json, "thousands") == "completed"));
        if (!running.IsCompleted)
        {
            await slop.SignalAsync($"track-{kind.Track}", "approve", """{"request":"none/question-1","edited":"No boxes."}""");
        }

        var ran = await running;
        Assert.True(ran.Code == 0, ran.ToString());
        return ran.Json;
    }

    private void AssertWorked(string repository, JsonElement status)
    {
        var tickets = status.GetProperty("tickets").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        Assert.Equal(6, tickets.Count);
        Assert.All(tickets.Keys, id => Assert.Equal("completed", Status(status, id)));
        Assert.Equal(
            (2, "scripted:2"), (tickets["titles"].GetProperty("attempt").GetInt32(), tickets["titles"].GetProperty("model").GetString()));
        Assert.Equal(1, tickets["none"].GetProperty("attempt").GetInt32());
        Assert.NotEmpty(slop.Journal("none", "conflict-*.json"));
        // One commit a ticket, in a straight line.
        Assert.Equal(7, Git.Run(repository, "rev-list", Branch).Split('\n').Length);
        Assert.Empty(Git.Run(repository, "rev-list", "--merges", Branch));
        Assert.NotEqual(0, registry.Downloads(kind.Archives.Old));
        Assert.NotEqual(0, registry.Downloads(kind.Archives.New));
    }

    private async Task AssertGreenOnAFreshCloneAsync(string repository)
    {
        var clone = Path.Combine(slop.Folder, "clone");
        Git.Run(slop.Folder, "clone", "-q", "--branch", Branch, repository, clone);
        var verify = string.Join(" && ", kind.Verify);
        Assert.False((await Shell.RunAsync(clone, verify)).Succeeded, "It is green without its package: setup proves nothing.");
        var downloads = registry.Downloads(kind.Archives.New);
        await Shell.MustAsync(clone, string.Join(" && ", kind.Setup), registry.Proxy);
        await Shell.MustAsync(clone, verify);
        Assert.Equal(downloads + 1, registry.Downloads(kind.Archives.New));
    }

    private static string? Status(JsonElement track, string ticket) => track.GetProperty("tickets").EnumerateArray()
        .First(t => t.GetProperty("id").GetString() == ticket).GetProperty("status").GetString();
}
