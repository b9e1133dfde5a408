namespace SlopTemporal.Workflows;

/// <summary>Error types of application failures: what a retry policy and a workflow can tell apart.</summary>
public static class Failures
{
    /// <summary>The last model of the ladder gave no usable answer either; details: the tries.</summary>
    public const string LadderExhausted = "ladder_exhausted";

    /// <summary>No retry can help, such as a wrong key; details: the tries.</summary>
    public const string ModelFinal = "model_final";

    /// <summary>A reply that cannot be used; retried on the next model.</summary>
    public const string ModelQuality = "model_quality";

    /// <summary>A temporary failure of the provider; retried on the same model.</summary>
    public const string ModelTransient = "model_transient";

    /// <summary>The day's quota is used up: the track waits; details: the tries, and until when.</summary>
    public const string ModelQuota = "model_quota";

    /// <summary>
    /// Another call of the turn may not fit the budget: the workflow decides; details: the tries, and what it is expected to take.
    /// </summary>
    public const string ModelBudget = "model_budget";

    /// <summary>The worker that ran an activity is gone; reported by the reconciler.</summary>
    public const string WorkerLost = "worker_lost";

    /// <summary>A decision or request without effect; the message says why.</summary>
    public const string Refused = "refused";

    /// <summary>It has no signature of this home: somebody else wrote it.</summary>
    public const string NotSigned = "not_signed";

    /// <summary>A notice could not be delivered; it is retried for a minute.</summary>
    public const string Notice = "notice";

    /// <summary>No tickets could be planned, or nobody approved them.</summary>
    public const string Plan = "plan";

    /// <summary>The base does not pass the track's own checks.</summary>
    public const string RedBase = "red_base";

    /// <summary>The repository, the branch or a document is not what the track was started with; a person must look.</summary>
    public const string Workspace = "workspace";
}
