using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary>The track that a command is about.</summary>
internal static class TrackArgument
{
    public static Argument<string> Named() => new("track") { Description = "Id of the track" };

    public static Argument<string?> OrTheOnlyOne() => new("track") { Description = "Id of the track (else the only one that runs)", Arity = ArgumentArity.ZeroOrOne };
}
