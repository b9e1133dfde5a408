namespace SlopTemporal.EndToEnd;

/// <summary>Tests that kill at a step of a run or need the machine for themselves: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
