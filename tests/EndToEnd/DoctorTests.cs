using SlopTemporal.FakeGemini;

namespace SlopTemporal.EndToEnd;

/// <summary>What the doctor says of models: it asks them by way of the worker program, with no server and no worker running.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task Each_model_of_the_ladder_is_asked_once_and_nothing_is_left_running()
    {
        await using var gemini = await FakeServer.StartAsync();
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite -> gemini-2.0-flash";

        var ran = await _slop.RunAsync("doctor", "--json");

        var models = ran.Json.GetProperty("findings").EnumerateArray().Where(
            f => f.GetProperty("what").GetString()!.StartsWith("model ", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["model gemini:gemini-3.5-flash-lite", "model gemini:gemini-2.0-flash"], models.Select(m => m.GetProperty("what").GetString()));
        Assert.Equal(["fine", "broken"], models.Select(m => m.GetProperty("health").GetString()));
        Assert.Equal("answers as gemini-3.5-flash-lite; no retirement date is known", models[0].GetProperty("found").GetString());
        Assert.StartsWith("the model is gone", models[1].GetProperty("found").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 2), (ran.Code, gemini.Requests.Count));
        Assert.DoesNotContain(gemini.Key, ran.ToString(), StringComparison.Ordinal);
        Assert.False(_slop.HasStarted);
    }
}
