using Google.Protobuf;
using SlopTemporal.Domain.Signing;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>
/// Signs what the program writes, and takes only what is signed: whoever reaches the server could write anything else. What people send
/// is read as it is, by handlers that ask for <see cref="IRawValue"/>.
/// </summary>
/// <remarks>
/// It must not throw where a signal or a start is read: the workflow could not go on for ever. There it returns what
/// <see cref="SignatureGuard"/> refuses.
/// </remarks>
internal sealed class SigningPayloadConverter(PayloadKeyRing keys, IPayloadConverter inner, ISerializationContext? context)
    : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    private const string Metadata = "mac";
    private const string Json = "json/plain";
    private const string Null = "binary/null";

    /// <summary>What a workflow of each kind gets in place of a start that is refused.</summary>
    private static readonly Dictionary<Type, object> Starts = new()
    {
        [typeof(TrackInput)] = TrackInput.Nothing,
        [typeof(PlanInput)] = PlanInput.Nothing,
        [typeof(TicketInput)] = TicketInput.Nothing,
    };

    public IPayloadConverter WithSerializationContext(ISerializationContext of) => new SigningPayloadConverter(
        keys, inner is IWithSerializationContext<IPayloadConverter> bound ? bound.WithSerializationContext(of) : inner, of);

    public Payload ToPayload(object? value)
    {
        var payload = inner.ToPayload(value);
        if (!IsSigned(payload) || PayloadBinding.Of(context, value?.GetType()) is not { } bound)
        {
            return payload;
        }

        var data = payload.Data.Span;
        var signature = PayloadMac.Sign(keys, bound, data);
        if (SignedJson.IsObject(data))
        {
            payload.Data = UnsafeByteOperations.UnsafeWrap(SignedJson.Append(data, signature));
        }
        else
        {
            payload.Metadata[Metadata] = ByteString.CopyFromUtf8(signature);
        }

        return payload;
    }

    public object? ToValue(Payload payload, Type type)
    {
        if (typeof(IRawValue).IsAssignableFrom(type))
        {
            return inner.ToValue(payload, type);
        }

        if (EncryptedPayload.FindRefusal(payload) is { } unreadable)
        {
            return Refuse(unreadable, type);
        }

        if (!IsSigned(payload))
        {
            return IsForPeople(type) ? inner.ToValue(payload, type) : Refuse(Refusal.NotSigned, type);
        }

        var (data, signature) = payload.Metadata.TryGetValue(Metadata, out var beside)
            ? (payload.Data.ToByteArray(), beside.ToStringUtf8())
            : SignedJson.Split(payload.Data.Span);
        var holds = signature is null
            ? IsOfBefore()
            : PayloadBinding.Of(context, Encoding(payload) == Null ? null : type) is { } bound
                && PayloadMac.Holds(keys, signature, bound, data);
        return holds ? inner.ToValue(new(payload) { Data = UnsafeByteOperations.UnsafeWrap(data) }, type) : Refuse(Refusal.NotSigned, type);
    }

    private static string? Encoding(Payload payload) =>
        payload.Metadata.TryGetValue("encoding", out var encoding) ? encoding.ToStringUtf8() : null;

    /// <summary>
    /// Objects are; of an activity everything is. What else a workflow is sent or says, a word or a list, is for people: a signature
    /// beside it would keep the Temporal command line from showing it.
    /// </summary>
    private bool IsSigned(Payload payload) =>
        Encoding(payload) is Json or Null && (context is ISerializationContext.Activity || SignedJson.IsObject(payload.Data.Span));

    /// <summary>What may come without a signature: outside of workflows what they say in words; in them the words of a query.</summary>
    private bool IsForPeople(Type type) => context is not ISerializationContext.Activity
        && (!Workflow.InWorkflow || type.IsPrimitive || type == typeof(string));

    /// <summary>What was started before this home signed anything goes on as it is.</summary>
    private bool IsOfBefore() =>
        ActivityExecutionContext.HasCurrent ? ActivityExecutionContext.Current.Info.ScheduledTime < keys.Since.UtcDateTime
        : Workflow.InWorkflow && Workflow.Info.WorkflowStartTime < keys.Since.UtcDateTime;

    private object? Refuse(Refusal refusal, Type type)
    {
        if (ActivityExecutionContext.HasCurrent)
        {
            return refusal;
        }

        if (!Workflow.InWorkflow || context is not ISerializationContext.Workflow of || of.WorkflowId != Workflow.Info.WorkflowId)
        {
            throw Refusals.Failure(refusal, $"What the server has for {type.Name}");
        }

        if (!Starts.TryGetValue(type, out var nothing))
        {
            return refusal;
        }

        Refusals.Refuse(Workflow.Info, refusal);
        return nothing;
    }
}
