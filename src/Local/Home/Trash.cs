using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>
/// Folders that nobody needs any more: out of the way at once, removed one after the other in the background. With what <c>setup</c>
/// made, to remove a worktree takes seconds, for which a ticket should not keep others waiting.
/// </summary>
public sealed class Trash(SlopHome home)
{
    private readonly Lock _lock = new();
    private Task _removing = Task.CompletedTask;

    /// <summary>Takes a folder away. What is gone already is done.</summary>
    public void Take(string path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        var taken = Path.Combine(Directory.CreateDirectory(home.Trash).FullName, Path.GetRandomFileName());
        try
        {
            Directory.Move(path, taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On another file system, or a command took away the owner's permissions.
            FolderRemoval.Remove(path);
            return;
        }

        RemoveLater(taken);
    }

    /// <summary>Removes what an earlier worker took away and did not come to remove.</summary>
    public void Empty()
    {
        foreach (var left in Directory.Exists(home.Trash) ? Directory.GetDirectories(home.Trash) : [])
        {
            RemoveLater(left);
        }
    }

    private void RemoveLater(string folder)
    {
        lock (_lock)
        {
            // What cannot be removed now is tried again by the next worker.
            _removing = _removing.ContinueWith(
                _ => FolderRemoval.Remove(folder), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
