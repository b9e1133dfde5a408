namespace SlopTemporal.Door;

/// <summary>
/// Opens a listener in the sandbox's network and hands it out: whoever has it answers on the outside, and no byte is copied here.
/// </summary>
internal static class ListenerHandout
{
    private const int Backlog = 128;

    /// <summary>Returns when the other side has taken the listener.</summary>
    /// <param name="door">A connected Unix socket; closed afterwards.</param>
    /// <param name="port">Of 127.0.0.1.</param>
    public static void Run(int door, ushort port)
    {
        var listener = Native.Check(Native.Socket(Native.Inet, Native.Stream | Native.CloseOnExec, 0), "make a socket");
        var address = new Native.InetAddress
        {
            Family = Native.Inet,
            Port = (ushort)((port >> 8) | (port << 8)),
            Host = 0x0100007f,
        };
        Native.Check(Native.Bind(listener, address, 16), $"listen at port {port}");
        Native.Check(Native.Listen(listener, Backlog), $"listen at port {port}");
        Native.SendDescriptor(door, listener);
        if (Native.ReadByte(door) != 1)
        {
            throw new DoorException("nobody took the way to the network");
        }

        _ = Native.Close(listener);
        _ = Native.Close(door);
    }
}
