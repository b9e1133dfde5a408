namespace SlopTemporal.Workflows.Tracks;

/// <summary>Tasks that nobody awaits where they are started. None of them throws; a run of the workflow ends after them.</summary>
internal sealed class BackgroundTasks
{
    private readonly List<Task> _tasks = [];

    public bool AreCompleted => _tasks.All(t => t.IsCompleted);

    public void Add(Task task) => _tasks.Add(task);

    public void RemoveCompleted() => _tasks.RemoveAll(t => t.IsCompleted);
}
