using SlopTemporal.Domain.Gates.Kinds;

namespace SlopTemporal.Domain.Gates;

/// <summary>What a person decides at a gate.</summary>
public enum GateKind
{
    /// <summary>A plan of tickets.</summary>
    Plan,

    /// <summary>An agent about to start, with its prompt and files.</summary>
    Spawn,

    /// <summary>One call of a tool.</summary>
    Tool,

    /// <summary>A proposed diff.</summary>
    Patch,

    /// <summary>A question of the model.</summary>
    Question,

    /// <summary>A verified commit about to be merged.</summary>
    Integrate,

    /// <summary>A cap that is reached.</summary>
    Budget,

    /// <summary>The branch of the track, which cannot be moved.</summary>
    Merge,
}

/// <summary>All that differs from one kind of gate to the next. Whoever treats kinds differently reads it here.</summary>
public static class GateTable
{
    /// <summary>A descriptor for each kind; those with a policy stand in the order of the members of <c>approvals</c>.</summary>
    public static IReadOnlyList<GateDescriptor> All { get; } =
    [
        PlanGate.Descriptor,
        SpawnGate.Descriptor,
        ToolGate.Descriptor,
        PatchGate.Descriptor,
        IntegrateGate.Descriptor,
        QuestionGate.Descriptor,
        BudgetGate.Descriptor,
        MergeGate.Descriptor,
    ];

    /// <summary>The descriptor of a kind.</summary>
    public static GateDescriptor Get(GateKind kind) => All.First(descriptor => descriptor.Kind == kind);
}
