using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model;

/// <summary>Asks models for one word, as a worker would ask them: lists of a provider name models that answer nobody.</summary>
public sealed class ModelProbe(ModelProviders providers, Func<SlopSettings> settings, TimeProvider time)
{
    /// <summary>Room for a thought: a model that must think has to get to its word.</summary>
    private const int MostOutput = 1024;

    private static readonly TrackDocument NoTrack = new() { Track = new() { Id = ProbeReport.ModeName } };

    /// <summary>All at once.</summary>
    public async Task<ProbeReport> AskAsync(IEnumerable<ModelName> models, CancellationToken cancellationToken)
    {
        var catalogue = settings().Catalogue;
        return new(await Task.WhenAll(models.Select(m => AskAsync(m, catalogue, cancellationToken))));
    }

    private async Task<ProbedModel> AskAsync(ModelName model, ModelCatalogue catalogue, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var received = new Received();
        using var limit = new CancellationTokenSource(ProbeReport.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var probed = await ReceiveAsync(model, catalogue, received, either.Token, cancellationToken);
        return probed with
        {
            AnsweredBy = probed.Ok ? received.From : null,
            Milliseconds = (long)time.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    private async Task<ProbedModel> ReceiveAsync(
        ModelName model, ModelCatalogue catalogue, Received received, CancellationToken limited, CancellationToken cancellationToken)
    {
        try
        {
            using var client = providers.Create(model, NoTrack);
            var options = ModelOptions.For(model, catalogue.Get(model), catalogue.Contains(model));
            options.MaxOutputTokens = Math.Min(options.MaxOutputTokens ?? MostOutput, MostOutput);
            await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, "Reply with OK.")], options, limited))
            {
                received.Add(update);
            }

            return new(model, Ok: true);
        }
        // What was said is of no interest: whoever thinks beyond the limit, or is counted, is there.
        catch (ModelReplyException e) when (e.Kind == FailureKind.Quality && (received.Anything || e.Usage.Tokens > 0))
        {
            return new(model, Ok: true);
        }
        catch (ModelReplyException e)
        {
            return new(model, Ok: false) { Kind = e.Kind, Reason = e.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(model, Ok: false)
            {
                Kind = FailureKind.Transient,
                Reason = $"no answer within {ProbeReport.CallTimeout.TotalSeconds:0} s",
            };
        }
    }

    private sealed class Received
    {
        public bool Anything { get; private set; }

        public string? From { get; private set; }

        public void Add(ChatResponseUpdate update)
        {
            Anything = true;
            From = update.ModelId ?? From;
        }
    }
}
