using System.Globalization;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a person is told on standard error before a run: what lies beside its input, and is no part of it.</summary>
internal static class StartNotes
{
    private const int MaxNames = 5;
    private const int ShownId = 10;

    public static async Task WriteAsync(
        Session session, TrackFile file, RunOptions options, TrackRepository resolved, CancellationToken cancellationToken)
    {
        var uncommitted = await UncommittedAsync(session, file, options, resolved, cancellationToken);
        string?[] notes = [TrackScript.NotPlayed(file, options), uncommitted];
        foreach (var note in notes.OfType<string>())
        {
            await session.Terminal.Error.WriteLineAsync(SafeText.Line(note).AsMemory(), cancellationToken);
        }
    }

    private static async Task<string?> UncommittedAsync(
        Session session, TrackFile file, RunOptions options, TrackRepository resolved, CancellationToken cancellationToken) =>
        resolved is { Repository: { } repository, BaseCommit: { } commit }
            ? await DescribeAsync(session.Terminal, repository, commit, Inputs(file, options), cancellationToken)
            : null;

    private static string?[] Inputs(TrackFile file, RunOptions options) => [options.Made is null ? file.Path : null, options.Script];

    private static async Task<string?> DescribeAsync(
        Terminal terminal, GitRepository repository, string commit, string?[] inputs, CancellationToken cancellationToken)
    {
        try
        {
            // Beside another base they mean nothing.
            if (!await repository.Uncommitted.IsAtAsync(commit, cancellationToken))
            {
                return null;
            }

            var excludes = await PersonalIgnores.FindAsync(terminal.UserSources.Environment, repository, cancellationToken);
            var found = await repository.Uncommitted.ListAsync(excludes, cancellationToken);
            // The run has read these from where they are. What is removed from the index and still there is one change.
            var read = inputs.OfType<string>().Select(i => Path.GetRelativePath(RealPath.Resolve(repository.Root), RealPath.Resolve(i)));
            return Describe(repository.Root, commit, [.. found.Except(read)]);
        }
        catch (GitException e)
        {
            return $"uncommitted changes in {repository.Root} are not part of this run; they could not be listed: {e.Message}";
        }
    }

    private static string? Describe(string root, string commit, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return null;
        }

        var subject = names.Count == 1 ? "1 uncommitted change" : $"{names.Count} uncommitted changes";
        var more = names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{subject} in {root} {(names.Count == 1 ? "is" : "are")} not part of this run, which starts from commit {commit[..ShownId]}: ")
            + string.Join(", ", names.Take(MaxNames)) + more;
    }
}
