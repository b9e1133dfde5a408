namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>How one tool writes why it failed.</summary>
/// <param name="Sign">Plain text in each such line: it spares the patterns most lines of most outputs.</param>
/// <param name="Line">
/// Where a failure begins; what follows belongs to it until the next such line. Its groups are shown: <c>name</c> of what failed,
/// <c>why</c>, <c>place</c> with <c>row</c>. A line with neither name nor why is followed by the line that says why.
/// </param>
internal sealed record ReasonRule(string Tool, ReasonRank Rank, string Sign, LinePattern Line)
{
    /// <summary>A line that follows, with the group <c>why</c>; without it, the next line that says something is why.</summary>
    public LinePattern? Why { get; init; }

    /// <summary>Lines close after why that are told with it: <c>Expected: 4</c>.</summary>
    public LinePattern? More { get; init; }

    /// <summary>A line that follows, with the groups <c>place</c> and <c>row</c>.</summary>
    public LinePattern? Where { get; init; }

    /// <summary>The next lines, as long as they go on with the name in their group <c>name</c>.</summary>
    public LinePattern? NameGoesOn { get; init; }

    /// <summary>Lines that look like one of the others and are not.</summary>
    public LinePattern? Not { get; init; }

    /// <summary>A failure counts only with such a line after it.</summary>
    public LinePattern? Needs { get; init; }

    /// <summary>A failure with such a line after it is only the sum of others.</summary>
    public LinePattern? SumOfOthers { get; init; }

    /// <summary>A line that is about something else, as is all that follows it.</summary>
    public LinePattern? End { get; init; }

    /// <summary>The rule holds only after such a line.</summary>
    public LinePattern? After { get; init; }

    public ReasonOrder Order { get; init; }
}
