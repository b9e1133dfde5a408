using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Models.Scripts;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The script of the scripted model: named, or that of an example that came with the program.</summary>
internal static class TrackScript
{
    public const string DefaultName = "script.json";

    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The script, which can be used; null: there is none, and real models answer.</summary>
    /// <exception cref="CliError">It is no script.</exception>
    public static byte[]? Read(TrackFile file, RunOptions options) => FindPath(file, options) is { } path ? Read(path) : null;

    /// <summary>Where the script lies; null: there is none.</summary>
    public static string? FindPath(TrackFile file, RunOptions options) => options.Live
        ? null
        : options.Script ?? (Beside(file) is { } beside && Examples.IsScript(beside) ? beside : null);

    /// <summary>
    /// Says that a script beside the track file is not played: it may be any file of that name, and whoever put it there would answer in
    /// the place of the models that the person means to ask. Null: there is none, or its use was decided.
    /// </summary>
    public static string? NotPlayed(TrackFile file, RunOptions options) =>
        !options.Live && FindPath(file, options) is null && Beside(file) is { } beside
            ? $"{beside} is not played, real models answer; to play it, without a key and without cost: --script {beside}"
            : null;

    private static string? Beside(TrackFile file)
    {
        var beside = Path.Combine(file.Folder, DefaultName);
        return File.Exists(beside) ? beside : null;
    }

    /// <summary>Refuses a script that says nothing for the tiers that plan: what they would answer makes no tickets.</summary>
    public static void RequirePlan(byte[] script, string path)
    {
        var played = Script.Parse(System.Text.Encoding.UTF8.GetString(script));
        if (!played.Has("", Tier.Planner) || !played.Has("", Tier.Lead))
        {
            throw CliError.BadScript(path, "the track has no tickets, and the script no answers of @tier_1 and @tier_2, which plan them");
        }
    }

    /// <summary>All that is wrong with a script file; nothing: it can be played.</summary>
    /// <exception cref="CliError">It cannot be read at all.</exception>
    public static IReadOnlyList<Problem> Check(string path) => Check(Load(path));

    private static byte[] Read(string path)
    {
        var bytes = Load(path);
        var errors = Check(bytes);
        return errors.Count == 0 ? bytes : throw CliError.BadScript(path, errors.Count, ProblemList.Text(path, errors, []));
    }

    private static IReadOnlyList<Problem> Check(byte[] bytes)
    {
        var (text, problem) = TrackBytes.Decode(bytes);
        return text is null ? [ScriptReader.OfScript(problem!)] : ScriptReader.Read(text).Errors;
    }

    private static byte[] Load(string path)
    {
        try
        {
            return GivenFile.Read(path, MaxBytes, PipeUse.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliError.BadScript(path, e.Message);
        }
    }
}
