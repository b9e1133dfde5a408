using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace SlopTemporal.Workflows.Signing;

/// <summary>Where payloads are encrypted, so are the words of failures: Temporal has them outside of payloads.</summary>
/// <remarks>
/// Temporal's own converter for that moves the words of the failure itself, but not those of its causes, where a workflow passes on what
/// an activity or another workflow failed with.
/// </remarks>
internal sealed class FailureTexts(Func<bool> encrypts) : DefaultFailureConverter
{
    /// <summary>As Temporal's own converter says.</summary>
    private const string Moved = "Encoded failure";

    public override Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        var failure = base.ToFailure(exception, payloadConverter);
        if (encrypts())
        {
            for (var part = failure; part is not null; part = part.Cause)
            {
                Move(part, payloadConverter);
            }
        }

        return failure;
    }

    public override Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        if (failure.EncodedAttributes is { } words && EncryptedPayload.FindRefusal(words) is { } refusal)
        {
            failure.Message = refusal.Say("What it failed with");
        }

        return base.ToException(failure, payloadConverter);
    }

    private static void Move(Failure failure, IPayloadConverter converter)
    {
        if (failure is { Message: Moved, EncodedAttributes: not null } || failure is { Message: "", StackTrace: "" })
        {
            return;
        }

        failure.EncodedAttributes = converter.ToPayload(
            new Dictionary<string, string> { ["message"] = failure.Message, ["stack_trace"] = failure.StackTrace });
        failure.Message = Moved;
        failure.StackTrace = "";
    }
}
