namespace SlopTemporal.Starter;

/// <summary>What a user is told instead of an answer. Made by named factories only, here and in <see cref="WorkerError"/>.</summary>
internal sealed partial class CliError : Exception
{
    private CliError(string code, string message, string help, int exit, Exception? inner = null)
        : base(message, inner) => (Code, Help, Exit) = (code, help, exit);

    /// <summary>For programs; never changes its meaning.</summary>
    public string Code { get; }

    /// <summary>What the user can do about it.</summary>
    public string Help { get; }

    /// <summary>What the process ends with: one of <see cref="ExitCode"/>.</summary>
    public int Exit { get; }

    /// <summary>For factories that stand elsewhere.</summary>
    public static CliError Of(string code, string message, string help, int exit) => new(code, message, help, exit);
}
