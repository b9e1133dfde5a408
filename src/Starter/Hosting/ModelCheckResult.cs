using System.Globalization;
using System.Text.RegularExpressions;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;

namespace SlopTemporal.Starter.Hosting;

/// <summary>One thing that was found out about a model.</summary>
internal sealed partial record ModelCheckResult(Health Health, string Text)
{
    /// <summary>Days before the end of a model's life from which it is warned of: time to try the next one.</summary>
    public const int DaysOfWarning = 60;

    /// <summary>All results of a model as one finding, as bad as the worst of them.</summary>
    public static Finding Join(ModelName model, IReadOnlyList<ModelCheckResult> results) =>
        new($"model {model}", results.Max(r => r.Health), string.Join("; ", results.Select(r => r.Text)));

    /// <summary>What a call came to.</summary>
    public static ModelCheckResult FromCall(ProbedModel probed) => probed switch
    {
        { Ok: true, AnsweredBy: { } other } when !IsItself(probed.Model.Name, other) => new(Health.Poor, $"{other} answers in its place"),
        { Ok: true } => new(Health.Fine, probed.AnsweredBy is { } self ? $"answers as {self}" : "answers"),
        // Nobody answered, and no later call would fare better: a wrong key, or a model that is gone.
        { Kind: FailureKind.Final or FailureKind.Quality } => new(Health.Broken, Reason(probed)),
        _ => new(Health.Poor, $"does not answer now: {Reason(probed)}"),
    };

    /// <summary>What the catalogue says of it on a day.</summary>
    public static IEnumerable<ModelCheckResult> FromCatalogue(ModelName model, ModelCatalogue catalogue, DateOnly today)
    {
        if (catalogue.Contains(model))
        {
            yield return Life(catalogue.Get(model), today);
        }

        if (!catalogue.HasPrice(model, today))
        {
            yield return new(Health.Poor, "has no price and counts as the dearest; model_catalogue in your settings sets one");
        }
    }

    private static ModelCheckResult Life(ModelCard card, DateOnly today)
    {
        var next = card.Replacement is { } replacement ? $"; {replacement} takes its place" : "";
        return card.Retires switch
        {
            null => new(Health.Fine, "no retirement date is known"),
            { } end when end <= today => new(Health.Poor, $"retired on {Day(end)}{next}"),
            { } end when end.DayNumber - today.DayNumber <= DaysOfWarning =>
                new(Health.Poor, $"retires on {Day(end)}, in {end.DayNumber - today.DayNumber} days{next}"),
            { } end => new(Health.Fine, $"retires on {Day(end)}"),
        };
    }

    /// <summary>A dated or numbered version of the model that was asked for is that model; a longer word is another one.</summary>
    private static bool IsItself(string asked, string answered) =>
        answered == asked || (answered.StartsWith(asked, StringComparison.Ordinal) && Version().IsMatch(answered[asked.Length..]));

    private static string Reason(ProbedModel probed) => probed.Reason ?? "it did not say why";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(-[0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
