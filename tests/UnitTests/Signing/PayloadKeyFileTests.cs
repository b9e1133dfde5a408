using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Local.Home;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Signing;

public sealed class PayloadKeyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.Folder("home"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_who_needs_a_key_makes_it_and_all_others_read_the_same()
    {
        var made = Enumerable.Range(0, 8).AsParallel().Select(_ => PayloadKeyFile.ReadOrCreate(Home)).ToList();

        Assert.Single(made.Select(keys => (keys.Since, keys.Keys[0].Id, Convert.ToHexString(keys.Keys[0].Secret))).Distinct());
        Assert.Equal(32, made[0].Keys[0].Secret.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.PayloadKeys));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":[{"id":"0123abcd","secret":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"id":"x","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}]}""")]
    public void A_file_without_a_key_is_an_error_that_says_what_to_do(string text)
    {
        Home.Create();
        File.WriteAllText(Home.PayloadKeys, text);

        var error = Assert.Throws<InvalidDataException>(() => PayloadKeyFile.ReadOrCreate(Home));

        Assert.Contains("Put the former file back", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_is_used_at_once_by_who_runs_already_and_the_others_still_read()
    {
        var ring = PayloadKeyFile.Ring(Home);
        var old = ring.Active;
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(3));

        var keys = await PayloadKeyFile.RotateAsync(Home, time, TestContext.Current.CancellationToken);

        Assert.Equal([keys.Keys[0].Id, old.Id], keys.Keys.Select(k => k.Id));
        Assert.Equal((keys.Keys[0].Id, old.Id), (ring.Active.Id, ring.Find(old.Id)?.Id));
        Assert.Equal(time.GetUtcNow(), ring.Active.Made);
        Assert.NotEqual(old.Secret, ring.Active.Secret);
        Assert.Null(ring.Find("ffffffff"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.PayloadKeys));
        }
    }

    [Fact]
    public async Task What_another_program_signed_with_a_key_that_is_new_is_found_without_having_been_told()
    {
        var ring = PayloadKeyFile.Ring(Home);
        var other = PayloadKeyFile.Ring(Home);
        await PayloadKeyFile.RotateAsync(Home, TimeProvider.System, TestContext.Current.CancellationToken);

        var signature = PayloadMac.Sign(other, ["a"], "{}"u8);

        Assert.True(PayloadMac.Holds(ring, signature, ["a"], "{}"u8));
    }

    [Fact]
    public void Who_runs_goes_on_with_its_keys_where_the_file_is_lost_or_broken()
    {
        var ring = PayloadKeyFile.Ring(Home);
        var id = ring.Active.Id;

        File.WriteAllText(Home.PayloadKeys, "{");
        Assert.Equal(id, ring.Active.Id);
        File.Delete(Home.PayloadKeys);
        Assert.Equal(id, ring.Active.Id);
    }

    [Fact]
    public void Keys_of_a_build_that_did_not_note_their_age_are_read()
    {
        Home.Create();
        var secret = Convert.ToBase64String(new byte[PayloadKey.SecretBytes]);
        File.WriteAllText(Home.PayloadKeys, $$"""{"since":"2026-01-02T00:00:00+00:00","keys":[{"id":"0123abcd","secret":"{{secret}}"}]}""");

        Assert.Null(Assert.Single(PayloadKeyFile.ReadOrCreate(Home).Keys).Made);
    }
}
