using SlopTemporal.Local.Secrets;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace SlopTemporal.Worker;

/// <summary>Failures as they enter a history: an exception repeats what it was given, and its message is nobody's payload.</summary>
/// <remarks>No workflow decides by a message, so that the histories of before replay as they are.</remarks>
internal sealed class FailuresWithoutSecrets(IFailureConverter inner) : IFailureConverter
{
    public Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        var failure = inner.ToFailure(exception, payloadConverter);
        for (var each = failure; each is not null; each = each.Cause)
        {
            each.Message = Redaction.Apply(each.Message);
            each.StackTrace = Redaction.Apply(each.StackTrace);
        }

        return failure;
    }

    public Exception ToException(Failure failure, IPayloadConverter payloadConverter) => inner.ToException(failure, payloadConverter);
}
