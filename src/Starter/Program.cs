using System.Runtime.InteropServices;
using System.Text;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Commands;

InheritedDescriptors.Keep();
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    // The second time the process ends at once.
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await Cli.RunAsync(args, Terminal.ForProcess(), stop.Token);
