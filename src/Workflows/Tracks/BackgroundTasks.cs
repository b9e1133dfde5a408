namespace SlopTemporal.Workflows.Tracks;

/// <summary>Tasks that are not awaited where they are started. None of them may throw; continue-as-new waits for them.</summary>
internal sealed class BackgroundTasks
{
    private readonly List<Task> _tasks = [];

    public bool AllCompleted => _tasks.All(t => t.IsCompleted);

    public void Add(Task task) => _tasks.Add(task);

    public void RemoveCompleted() => _tasks.RemoveAll(t => t.IsCompleted);
}
