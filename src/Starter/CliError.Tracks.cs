namespace SlopTemporal.Starter;

/// <summary>Tracks that are not as the command needs them.</summary>
internal sealed partial class CliError
{
    public static CliError NoSuchTrack(string track, IReadOnlyCollection<string> known) => new(
        "no_such_track",
        $"there is no track {track} here",
        known.Count == 0 ? "`slop run track.json` starts one; tracks of another home need --home" : $"known here: {string.Join(", ", known.Take(10))}",
        ExitCode.BadInput);

    public static CliError NotRunning(string track, string status) => new(
        "not_running", $"the track {track} is over: {status}", $"`slop status {track}` shows how it ended", ExitCode.BadInput);

    public static CliError OtherVersionRuns(string track) => new(
        "other_version_runs",
        $"the track {track} is running from another version of its file",
        $"wait for it (`slop watch {track}`), stop it (`slop cancel {track}`), or give this file an id of its own",
        ExitCode.BadInput);

    public static CliError Completed(string track) => new(
        "completed", $"the track {track} has been completed", $"`slop status {track}` shows it; --again runs it once more, on the branch as it is", ExitCode.BadInput);
}
