using Temporalio.Converters;

namespace SlopTemporal.Workflows.Signing;

/// <summary>Where a payload belongs. A signature is bound to it, so that a copy of the payload is worth nothing elsewhere.</summary>
internal static class PayloadBinding
{
    private const string Ours = nameof(SlopTemporal);

    /// <summary>Null: it belongs to nothing of ours, such as an activity outside of a workflow, and cannot be signed.</summary>
    /// <remarks>
    /// Temporal's library does not say whether it is an input or a result, nor the name of a signal; the type stands for that, so that
    /// one type should be one message. Neither id nor type of an activity is sure to be known where its result is read.
    /// </remarks>
    public static IReadOnlyList<string>? Of(ISerializationContext? context, Type? type) => context switch
    {
        ISerializationContext.Workflow workflow => ["workflow", workflow.Namespace, workflow.WorkflowId, Name(type)],
        ISerializationContext.Activity { WorkflowId.Length: > 0 } activity =>
            ["activity", activity.Namespace, activity.WorkflowId, Name(type)],
        _ => null,
    };

    /// <summary>Of a type of ours the name, of a derived one that of its base: it is written as the one and read as the other.</summary>
    private static string Name(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (type?.Namespace is not { } space || !space.StartsWith(Ours, StringComparison.Ordinal) || type.IsGenericType || type.IsArray)
        {
            return "";
        }

        while (type.BaseType is { Namespace: { } above } && above.StartsWith(Ours, StringComparison.Ordinal))
        {
            type = type.BaseType;
        }

        return type.Name;
    }
}
