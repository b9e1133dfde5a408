using SlopTemporal.Door;

// Each step closes something that the steps before need, and the last one becomes the command.
try
{
    var options = DoorOptions.Parse(args);
    if (options.Listen is { } listen)
    {
        ListenerHandout.Run(listen.Descriptor, listen.Port);
    }

    Limits.Set(options.Limits);
    if (options.Command.Count > 0)
    {
        Native.CloseOnExecFrom(3);
        CallFilter.Install(options.UnixSockets);
        Native.Become(options.Command);
    }

    return 0;
}
catch (DoorException e)
{
    Console.Error.WriteLine($"The sandbox could not be closed: {e.Message}");
    return DoorException.ExitCode;
}
