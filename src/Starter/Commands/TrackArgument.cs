using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary>The track that a command is about.</summary>
internal static class TrackArgument
{
    public static Argument<string> Required() => new("track") { Description = "Id of the track" };

    public static Argument<string?> Optional() =>
        new("track") { Description = "Id of the track (default: the only one that is running)", Arity = ArgumentArity.ZeroOrOne };
}
