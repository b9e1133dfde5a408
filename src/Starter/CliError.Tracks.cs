namespace SlopTemporal.Starter;

/// <summary>Tracks that are not as the command needs them.</summary>
internal sealed partial class CliError
{
    private const string StartTrackHelp = "`slop run track.json` starts one; tracks of another home need --home";

    public static CliError NoSuchTrack(string track, IReadOnlyCollection<string> known) => new(
        "no_such_track",
        $"there is no track {track} here",
        known.Count == 0 ? StartTrackHelp : $"known here: {string.Join(", ", known.Take(10))}",
        ExitCode.BadInput);

    public static CliError NotOnDisk(string track, string gap) =>
        new("not_up", $"no record on disk has a track {track}, and {gap}", "`slop up`, then try again", ExitCode.Failure);

    public static CliError StateUnknown(string track, string reason) => new(
        "not_known", $"what {track} has cost is not known: {reason}", $"`slop show {track}` reads what is on disk", ExitCode.Failure);

    public static CliError NoRepository(string track) => new(
        "no_repository",
        $"{track} has no repository: its tickets answer in text",
        $"`slop show {track} <ticket>` has the answers",
        ExitCode.BadInput);

    public static CliError DocumentUnknown(string track) => new(
        "not_known",
        $"the file that {track} runs from is not known here now",
        "`slop up`, then try again; git shows its branch: slop/" + track,
        ExitCode.Failure);

    public static CliError NoPlan(string track) => new(
        "no_plan", $"no tickets were planned for {track}", $"`slop show {track}` shows what there is", ExitCode.BadInput);

    public static CliError NoIdFromGoal() => new(
        "no_id", "no id can be made of this goal", "name the track with --id, such as --id csv-export", ExitCode.BadInput);

    public static CliError FileExists(string path) => new(
        "file_exists", $"there is a file {path} already", "name another one with --save, or replace it with --force", ExitCode.BadInput);

    public static CliError NotSaved(string track, string file) => new(
        "not_saved",
        $"{track} was started, so {file} was not written",
        $"`slop show {track} --plan` prints the planned file",
        ExitCode.Failure);

    public static CliError NotReadable(string worktree, string why) => new(
        "not_readable",
        $"the changes in {worktree} cannot be shown: {why}",
        "once the ticket has a commit, `slop diff` shows that",
        ExitCode.Failure);

    public static CliError NotRunning(string track, string status) => new(
        "not_running", $"the track {track} is over: {status}", $"`slop status {track}` shows how it ended", ExitCode.BadInput);

    public static CliError NothingRuns() => new("nothing_runs", "no track is running here", StartTrackHelp, ExitCode.BadInput);

    public static CliError WhichTrack(string what, IReadOnlyList<string> candidates) => new(
        "which_track",
        $"several tracks are running, and {what} could be of any of them",
        $"name the track first; running: {string.Join(", ", candidates.Take(10))}",
        ExitCode.BadInput);

    public static CliError Refused(string track, string why) =>
        new("refused", $"{track} refused the request: {why}", $"`slop status {track}` shows its state and what to type", ExitCode.BadInput);

    public const string WorkerSilentCode = "worker_silent";

    public static CliError WorkerSilent(string track) => new(
        WorkerSilentCode,
        $"the worker does not answer, so the gates of {track} cannot be shown",
        "`slop up` starts it; with the gate's id, and without --edit, a decision is kept until then",
        ExitCode.Failure);

    public static CliError NobodyAnswers(string track, string who) => new(
        "no_answer",
        $"{who}, so how {track} goes on is not known",
        $"`slop up` starts what is missing; the track goes on then, and `slop watch {track}` follows it again",
        ExitCode.Failure);

    public static CliError OtherVersionRuns(string track) => new(
        "other_version_runs",
        $"the track {track} is running from another version of its file",
        $"wait for it (`slop watch {track}`), stop it (`slop cancel {track}`), or give this file an id of its own",
        ExitCode.BadInput);

    public static CliError OtherScriptRuns(string track) => new(
        "script_changed",
        $"the track {track} is running, and its script has changed since it was started",
        $"it goes on with the script as it was: wait for it (`slop watch {track}`), or stop it (`slop cancel {track}`) and run it again",
        ExitCode.BadInput);

    public static CliError Completed(string track) => new(
        "completed",
        $"the track {track} has been completed",
        $"`slop status {track}` shows it; --again runs it once more from its base; the branch as it is stays at refs/slop/{track}/before-…",
        ExitCode.BadInput);
}
