using SlopTemporal.Local.Providers;

namespace SlopTemporal.Starter.Hosting;

/// <summary>How a worker's variables differ from this shell's, in words.</summary>
internal static class WorkerVariablesText
{
    /// <summary>For a worker that was started again for that.</summary>
    /// <param name="differences">At least one.</param>
    /// <param name="lost">Variables that it had, that are not set here, and that could not be given to the next one.</param>
    public static string Restarted(IReadOnlyList<VariableDifference> differences, IReadOnlyList<string> lost) =>
        $"The worker was started {Started(differences)}; it is started again {Again(differences)}."
        + (lost.Count == 0 ? "" : $" It has no {List(lost)} any more, as it is not set here: set it and run `slop up`.");

    /// <summary>For the doctor.</summary>
    public static string WillRestart(IReadOnlyList<VariableDifference> differences) =>
        $"started {Started(differences)}; the next `slop run`, `start`, `up` or `retry` starts it again {Again(differences)}";

    /// <summary>For one that was started in another way.</summary>
    public static string Foreign(LocalWorker worker, IReadOnlyList<VariableDifference> differences) =>
        $"The worker (process {worker.Pid}) was started {Started(differences)}, and not by slop: "
        + $"end it and start it again {Again(differences)}, or end it and run `slop up`.";

    private static string Started(IReadOnlyList<VariableDifference> differences) => Join(
        differences,
        (VariableFault.Missing, "without "),
        (VariableFault.Other, "with another "),
        (VariableFault.Superfluous, "with "));

    private static string Again(IReadOnlyList<VariableDifference> differences) => differences switch
    {
        [{ Fault: VariableFault.Superfluous }] => "without it",
        [_] => "with it",
        _ when differences.All(d => d.Fault == VariableFault.Superfluous) => "without them",
        _ when differences.All(d => d.Fault != VariableFault.Superfluous) => "with them",
        _ => "with what is set here",
    };

    private static string Join(IReadOnlyList<VariableDifference> differences, params (VariableFault Fault, string Word)[] words) =>
        string.Join(
            " and ",
            words.Select(w => (w.Word, Names: differences.Where(d => d.Fault == w.Fault).Select(d => d.Name).ToList()))
                .Where(found => found.Names.Count > 0)
                .Select(found => found.Word + List(found.Names)));

    private static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
