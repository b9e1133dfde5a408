using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>Signatures of what people may send without one.</summary>
internal static class Signatures
{
    /// <summary>Whether this program sent it, to this workflow.</summary>
    public static bool Holds<T>(IRawValue? raw)
    {
        try
        {
            return raw is not null && Workflow.PayloadConverter.ToValue(raw.Payload, typeof(T)) is T;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FailureException)
        {
            return false;
        }
    }
}
