namespace SlopTemporal.Starter.Commands;

/// <summary>A path to a track file where a command is expected means <c>run</c>.</summary>
internal static class ImplicitRun
{
    private const string Extension = ".json";

    public static IReadOnlyList<string> Expand(IReadOnlyList<string> args)
    {
        var place = 0;
        while (place < args.Count && args[place].StartsWith('-'))
        {
            place += args[place] == "--home" ? 2 : 1;
        }

        return place < args.Count && args[place].EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            ? [.. args.Take(place), "run", .. args.Skip(place)]
            : args;
    }
}
