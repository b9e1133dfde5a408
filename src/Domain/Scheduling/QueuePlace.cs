namespace SlopTemporal.Domain.Scheduling;

/// <summary>A place in a queue: priority first, then file order.</summary>
public readonly record struct QueuePlace(int Priority, int Ticket) : IComparable<QueuePlace>
{
    public static bool operator <(QueuePlace left, QueuePlace right) => left.CompareTo(right) < 0;

    public static bool operator >(QueuePlace left, QueuePlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(QueuePlace left, QueuePlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(QueuePlace left, QueuePlace right) => left.CompareTo(right) >= 0;

    public int CompareTo(QueuePlace other) => Priority != other.Priority ? Priority.CompareTo(other.Priority) : Ticket.CompareTo(other.Ticket);
}
