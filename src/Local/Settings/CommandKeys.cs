using SlopTemporal.Local.Network;

namespace SlopTemporal.Local.Settings;

/// <summary>What commands may take of the machine. No repository sets it: they are the repository's own commands.</summary>
internal static class CommandKeys
{
    /// <summary>A terabyte.</summary>
    private const int MostMegabytes = 1 << 20;

    private const int MostProcesses = 100_000;

    /// <summary>The activity that runs a command is given up after four hours.</summary>
    private const int MostMinutes = 210;

    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(
            "temp_megabytes", SlopSettings.TempMegabytesVariable,
            (s, text) => s with { TempMegabytes = SettingKey.Number(text, 1, MostMegabytes, "megabytes") },
            s => SettingKey.Text(s.TempMegabytes),
            null),
        new(
            "command_memory_megabytes", SlopSettings.CommandMemoryVariable,
            (s, text) => s with { CommandMemoryMegabytes = SettingKey.Number(text, 64, MostMegabytes, "megabytes") },
            s => SettingKey.Text(s.CommandMemoryMegabytes),
            null),
        new(
            "command_processes", SlopSettings.CommandProcessesVariable,
            (s, text) => s with { CommandProcesses = SettingKey.Number(text, 16, MostProcesses, "processes and threads") },
            s => SettingKey.Text(s.CommandProcesses),
            null),
        new(
            "command_file_megabytes", SlopSettings.CommandFileVariable,
            (s, text) => s with { CommandFileMegabytes = SettingKey.Number(text, 1, MostMegabytes, "megabytes") },
            s => SettingKey.Text(s.CommandFileMegabytes),
            null),
        new(
            "free_disk_megabytes", SlopSettings.FreeDiskVariable,
            (s, text) => s with { FreeDiskMegabytes = SettingKey.Number(text, 0, MostMegabytes, "megabytes") },
            s => SettingKey.Text(s.FreeDiskMegabytes),
            null),
        new(
            "setup_minutes", SlopSettings.SetupMinutesVariable,
            (s, text) => s with { SetupMinutes = SettingKey.Number(text, 1, MostMinutes, "minutes") },
            s => SettingKey.Text(s.SetupMinutes),
            null),
        new(
            "verify_minutes", SlopSettings.VerifyMinutesVariable,
            (s, text) => s with { VerifyMinutes = SettingKey.Number(text, 1, MostMinutes, "minutes") },
            s => SettingKey.Text(s.VerifyMinutes),
            null),
        new(
            "sandbox_read", SlopSettings.SandboxReadVariable,
            (s, text) => s with { SandboxRead = SandboxPaths.Read(text) },
            s => SandboxPaths.Show(s.SandboxRead),
            null),
        new(
            "sandbox_write", SlopSettings.SandboxWriteVariable,
            (s, text) => s with { SandboxWrite = SandboxPaths.Read(text) },
            s => SandboxPaths.Show(s.SandboxWrite),
            null),
        new(
            NetworkAllow.Setting, SlopSettings.NetworkAllowVariable,
            (s, text) => s with { NetworkAllow = NetworkAllow.Read(text) },
            s => s.NetworkAllow.Describe(),
            null),
    ];
}
