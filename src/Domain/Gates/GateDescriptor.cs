using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Gates;

/// <summary>What becomes of a ticket whose gate was rejected.</summary>
public enum AfterRejection
{
    /// <summary>It is blocked, so it needs no slot.</summary>
    Ends,

    /// <summary>The model reads the reason and works on.</summary>
    GoesOn,

    /// <summary>It works on where a person rejected; a deadline's default has no reason that could help it, so there it ends.</summary>
    GoesOnAfterPerson,
}

/// <summary>One kind of gate: an entry of <see cref="GateTable"/>.</summary>
public sealed record GateDescriptor
{
    public required GateKind Kind { get; init; }

    /// <summary>The member of <c>approvals</c> that says whether it is asked for; null: a track cannot choose.</summary>
    public GatePolicyMember? Policy { get; init; }

    /// <summary>What <c>edited</c> may hold; null: it is approved as it is, or not.</summary>
    public GateEdit? Edit { get; init; }

    public required AfterRejection AfterRejection { get; init; }

    /// <summary>True: it is answered with words, in <c>comment</c>, rather than with yes or no.</summary>
    public bool AnsweredInWords { get; init; }

    /// <summary>True: a decision must name the gate, since another one of its kind may open at any moment.</summary>
    public bool NamedOnly { get; init; }

    /// <summary>True: <c>"always": true</c> holds for the same action of any ticket.</summary>
    public bool AllowsAlways { get; init; }

    /// <summary>Language of the Markdown fence around the detail, empty for plain text. Null: people are not shown the detail.</summary>
    public string? DetailLanguage { get; init; } = "";

    /// <summary>Maximum characters of its subject.</summary>
    public int MaxSubject { get; init; } = Preview.MaxLength;

    /// <summary>Whether the ticket works on after a rejection, so that it needs a slot.</summary>
    /// <param name="byDefault">True: the deadline rejected it, not a person.</param>
    public bool GoesOnAfterRejection(bool byDefault) =>
        AfterRejection == AfterRejection.GoesOn || (AfterRejection == AfterRejection.GoesOnAfterPerson && !byDefault);

    /// <summary>What people are shown above the detail: a question that stands below is not said twice.</summary>
    public string ShownSubject(Gate gate) => AnsweredInWords && ShownDetail(gate) is not null ? "asks:" : gate.Subject;

    /// <summary>Characters of its subject to show where there is not much room: all of them where it stands without a detail.</summary>
    /// <param name="room">Characters that others are given.</param>
    public int SubjectRoom(int room) => DetailLanguage is null ? Math.Max(room, MaxSubject) : room;

    /// <summary>What people are shown under the subject of such a gate; null: the subject says it all.</summary>
    public string? ShownDetail(Gate gate) => DetailLanguage is null || gate.Detail == gate.Subject ? null : gate.Detail;
}
