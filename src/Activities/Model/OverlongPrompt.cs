using System.Globalization;
using System.Text.RegularExpressions;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>A conversation that has grown too long for its model.</summary>
internal static partial class OverlongPrompt
{
    /// <summary>What Google says of such a prompt, beside its own trouble.</summary>
    private const string InternalError = "500";

    /// <summary>Whether an error says so: the next model may take more, and the next attempt begins with a short one.</summary>
    public static bool IsReported(int status, string message) => status == 400 && TooLong().IsMatch(message);

    /// <exception cref="ModelReplyException">Quality: the model does not take so much.</exception>
    public static void Check(long tokens, ModelCard card)
    {
        if (tokens > card.MaxInput)
        {
            throw new ModelReplyException(
                FailureKind.Quality,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the conversation of about {tokens} tokens is longer than the {card.MaxInput} that the model takes"),
                null,
                Usage.None);
        }
    }

    /// <summary>A long prompt that meets the same error again will meet it for ever: that is no passing failure.</summary>
    public static FailureKind KindOf(ModelReplyException failure, long tokens, IReadOnlyList<ModelTry> before) =>
        failure.Kind == FailureKind.Transient
            && tokens > ModelPrice.LongPrompt
            && IsInternal(failure.Message)
            && before.Count > 0
            && before[^1].Kind == FailureKind.Transient
            && IsInternal(before[^1].Reason)
            ? FailureKind.Quality
            : failure.Kind;

    [GeneratedRegex(
        "maximum number of tokens|maximum context|context length|context window|token count .* exceeds",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooLong();

    private static bool IsInternal(string reason) => reason.StartsWith(InternalError, StringComparison.Ordinal);
}
