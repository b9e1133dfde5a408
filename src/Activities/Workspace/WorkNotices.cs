using System.Text;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Tools.Edits;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Tells a model, once in an attempt and before the checks, what of its work a commit cannot hold.</summary>
internal sealed class WorkNotices(Journal journal, ContentStore store)
{
    private const string Name = "notice";

    /// <summary>
    /// The message for the model, as its hash in the store; null: there is nothing to tell, or it was told in an earlier turn.
    /// </summary>
    /// <param name="submodules">Paths of the base's submodules.</param>
    public string? Create(AttemptScope scope, int turn, MadeTree made, IReadOnlyList<string> submodules)
    {
        if (journal.Read<NoticeRecord>(scope, Name) is { } told)
        {
            return told.Turn == turn ? told.Message : null;
        }

        return Text(scope, made, submodules) is { } text
            ? journal.Write(scope, Name, new NoticeRecord(turn, store.Put(text))).Message
            : null;
    }

    /// <summary>Why the work cannot become a commit at all, and the way out; null: it can.</summary>
    public static string? FindProblem(MadeTree made) => made.Problem ?? (made.LeftOut.Nested.Count == 0
        ? null
        : $"These folders are git repositories of their own, and a commit cannot hold their files: {PathList.Format(made.LeftOut.Nested)}. "
            + "Delete the .git in them to keep the files, or delete the folders.");

    private string? Text(AttemptScope scope, MadeTree made, IReadOnlyList<string> submodules)
    {
        var written = Written(scope);
        var ignored = Ignored(written, made.LeftOut.Ignored);
        var folders = submodules.Select(path => new BytePath(Encoding.UTF8.GetBytes(path))).ToList();
        var inSubmodules = written.Where(path => folders.Exists(path.IsWithin)).ToList();
        string[] parts =
        [
            FindProblem(made) ?? "",
            ignored.Count == 0 ? "" : $"You wrote these files, and .gitignore keeps them out of the commit: {PathList.Format(ignored)}. "
                + "If they belong to the change, give them another name or place, or change .gitignore; if not, delete them.",
            inSubmodules.Count == 0 ? "" : $"You wrote these files, and they belong to a submodule, whose files a commit here cannot hold: "
                + $"{PathList.Format(inSubmodules)}. Do without these changes, or report that you are blocked.",
        ];
        var text = string.Join("\n\n", parts.Where(part => part.Length > 0));
        return text.Length == 0
            ? null
            : $"Before the checks run, look at this: the commit would not hold all of your work.\n\n{text}\n\nThe checks run on exactly "
                + "what the commit holds. Mend it, or leave it if that is what you want; then answer without a call.\n";
    }

    /// <summary>Files that the model wrote itself: what its commands leave, such as a build, is ignored for a reason.</summary>
    private static List<BytePath> Ignored(IReadOnlyList<BytePath> written, IReadOnlyList<BytePath> ignored)
    {
        var folders = ignored.Select(path => path.Bytes is [.. var folder, (byte)'/'] ? new BytePath(folder) : path).ToList();
        return [.. written.Where(path => folders.Exists(path.IsWithin))];
    }

    private List<BytePath> Written(AttemptScope scope) =>
    [
        .. Directory.EnumerateFiles(journal.Folder(scope), "*.intent.json").Order(StringComparer.Ordinal)
            .Select(file => journal.Read<ChangeIntent>(scope, Path.GetFileNameWithoutExtension(file)))
            .Where(intent => intent is { Path: not null, After: not null })
            .Select(intent => BytePath.Parse(intent!.Path))
            .Distinct(),
    ];

    private sealed record NoticeRecord(int Turn, string Message);
}
