using System.Net.Sockets;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using Temporalio.Exceptions;

namespace SlopTemporal.Starter;

/// <summary>Errors of the server.</summary>
internal sealed partial class CliError
{
    public static CliError NotUp() => new("not_up", "neither server nor worker is running", "`slop up` starts them", ExitCode.Failure);

    public static CliError Unreachable(string address, string why) => new(
        "no_server",
        $"no Temporal server answers at {address}: {why}",
        "check TEMPORAL_ADDRESS and the setting temporal_address; where none is set, `slop up` starts a local server",
        ExitCode.Failure);

    public static CliError ServerFailed(string why) => new(
        "server_failed",
        $"the Temporal server did not start: {why}",
        "`slop doctor` shows what was found; its log is in the folder `logs` of the home",
        ExitCode.Failure);

    /// <summary>The error for what a command threw.</summary>
    public static CliError From(Exception thrown) => thrown switch
    {
        CliError error => error,
        SettingsException e => BadSettings(e.Problems),
        RpcException { Code: RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded } =>
            new("no_server", "the Temporal server stopped answering", "`slop up` starts the local one again", ExitCode.Failure, thrown),
        RpcException e => new(
            "server_refused", $"the Temporal server refused: {e.Message}", "`slop doctor` shows which server it is", ExitCode.Failure, e),
        ApplicationFailureException { ErrorType: Failures.NotSigned } => new(
            "not_readable", thrown.Message, "`slop keys` shows which keys this home has", ExitCode.Failure, thrown),
        LocalServerException => ServerFailed(thrown.Message),
        GitException => new("git", thrown.Message, "`slop doctor` shows which git is used", ExitCode.BadInput, thrown),
        ProcessStartException or TimeoutException or InvalidDataException or ContentMissingException =>
            new("local_state", thrown.Message, "`slop doctor` checks all of it", ExitCode.Failure, thrown),
        UnauthorizedAccessException or IOException or SocketException =>
            new("input_output", thrown.Message, "check the path or address that it names", ExitCode.Failure, thrown),
        _ => new(
            "unexpected",
            $"{thrown.Message} ({thrown.GetType().Name})",
            "this is a bug in slop; report it with the command that you gave",
            ExitCode.Failure,
            thrown),
    };
}
