using System.Globalization;
using System.Numerics;

namespace SlopTemporal.Door;

/// <summary>The arguments: <c>[--listen FD:PORT] [--limit NAME=VALUE]… [--no-unix] [-- COMMAND ARGUMENT…]</c>.</summary>
/// <remarks>Without a command it only tries itself, and ends with 0.</remarks>
internal sealed record DoorOptions
{
    /// <summary>The Unix socket over which a listener is handed out, and the port of 127.0.0.1 that it listens at.</summary>
    public (int Descriptor, ushort Port)? Listen { get; init; }

    /// <summary>Limits of the system by name, see <see cref="Door.Limits"/>.</summary>
    public IReadOnlyDictionary<string, ulong> Limits { get; init; } = new Dictionary<string, ulong>();

    /// <summary>Whether the command may make Unix sockets.</summary>
    public bool UnixSockets { get; init; } = true;

    public IReadOnlyList<string> Command { get; init; } = [];

    /// <exception cref="DoorException">They have another form.</exception>
    public static DoorOptions Parse(string[] args)
    {
        var options = new DoorOptions();
        var limits = new Dictionary<string, ulong>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--":
                    return options with { Limits = limits, Command = args[(i + 1)..] };
                case "--no-unix":
                    options = options with { UnixSockets = false };
                    break;
                case "--listen" when Split(args, ++i, ':') is [var descriptor, var port]:
                    options = options with { Listen = (Number<int>(descriptor), Number<ushort>(port)) };
                    break;
                case "--limit" when Split(args, ++i, '=') is [var name, var value]:
                    limits[name] = Number<ulong>(value);
                    break;
                default:
                    throw new DoorException($"unknown argument {args[Math.Min(i, args.Length - 1)]}");
            }
        }

        return options with { Limits = limits };
    }

    private static string[] Split(string[] args, int at, char separator) => at < args.Length ? args[at].Split(separator) : [];

    private static T Number<T>(string text)
        where T : struct, INumberBase<T> => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DoorException($"{text} is not a number");
}
