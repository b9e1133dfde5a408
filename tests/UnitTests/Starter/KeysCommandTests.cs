using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Local.Home;
using SlopTemporal.Starter;

namespace SlopTemporal.UnitTests.Starter;

public sealed class KeysCommandTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly CommandLine _slop;

    public KeysCommandTests() => _slop = new() { Time = _time };

    private SlopHome Home => new(_slop.Home);

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task It_shows_ids_ages_and_uses_and_no_secret()
    {
        var first = PayloadKeyFile.ReadOrCreate(Home).Keys[0];
        _time.Advance(TimeSpan.FromDays(30.5));
        var rotated = await _slop.RunAsync("keys", "rotate");
        _time.Advance(TimeSpan.FromDays(2));

        var shown = await _slop.RunAsync("keys");

        var keys = PayloadKeyFile.ReadOrCreate(Home).Keys;
        Assert.Equal((ExitCode.Done, ExitCode.Done), (rotated.Code, shown.Code));
        Assert.StartsWith($"{keys[0].Id} is the new key.", rotated.Out, StringComparison.Ordinal);
        var lines = shown.Out.Split('\n');
        Assert.Equal($"{keys[0].Id}   made {keys[0].Made:yyyy-MM-dd}, 2 days ago   signs; encryption is off", lines[0]);
        Assert.Equal($"{first.Id}   made {first.Made:yyyy-MM-dd}, 32 days ago   reads what it wrote", lines[1]);
        Assert.Contains(Home.PayloadKeys, shown.Out.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.All(keys, k => Assert.DoesNotContain(Convert.ToBase64String(k.Secret), rotated.Out + shown.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task For_programs_it_is_one_object()
    {
        var before = PayloadKeyFile.ReadOrCreate(Home).Keys[0].Id;

        var answer = (await _slop.RunAsync("keys", "rotate", "--json")).Json;

        var active = answer.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("is_active").GetBoolean());
        Assert.Equal([true, false], active);
        Assert.Equal(before, answer.GetProperty("keys")[1].GetProperty("id").GetString());
        Assert.False(answer.GetProperty("encryption").GetBoolean());
    }

    [Fact]
    public async Task A_worker_of_an_earlier_build_would_refuse_a_new_key_so_none_is_made()
    {
        var before = PayloadKeyFile.ReadOrCreate(Home).Keys[0].Id;
        var process = ProcessIdentity.Current;
        await File.WriteAllTextAsync(
            Path.Combine(Home.Root, "worker.ready"),
            JsonSerializer.Serialize(new { process, version = "another", address = "127.0.0.1:1" }, Domain.Json.SlopJson.Options),
            TestContext.Current.CancellationToken);

        var ran = await _slop.RunAsync("keys", "rotate");

        Assert.Equal(ExitCode.Failure, ran.Code);
        Assert.Contains("an earlier build (another)", ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(PayloadKeyFile.ReadOrCreate(Home).Keys).Id);
    }
}
