namespace SlopTemporal.Domain.Scheduling;

/// <summary>A place in a queue: priority first, then file order.</summary>
/// <param name="Priority">1 is served first.</param>
/// <param name="Ticket">Place of the ticket in the file, from 0.</param>
public readonly record struct QueuePlace(int Priority, int Ticket) : IComparable<QueuePlace>
{
    public static bool operator <(QueuePlace left, QueuePlace right) => left.CompareTo(right) < 0;

    public static bool operator >(QueuePlace left, QueuePlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(QueuePlace left, QueuePlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(QueuePlace left, QueuePlace right) => left.CompareTo(right) >= 0;

    public int CompareTo(QueuePlace other) =>
        Priority != other.Priority ? Priority.CompareTo(other.Priority) : Ticket.CompareTo(other.Ticket);
}
