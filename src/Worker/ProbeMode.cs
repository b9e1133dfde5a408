using System.Text.Json;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Worker;

/// <summary><c>probe MODEL … [--home FOLDER]</c>: whether models answer, and no more.</summary>
/// <remarks>It takes no lock of the home and looks for no server.</remarks>
internal static class ProbeMode
{
    private const string HomeFlag = "--home";

    /// <summary>One JSON object on standard output, a <see cref="ProbeReport"/>, and nothing else there.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var names = arguments.TakeWhile(a => a != HomeFlag).ToList();
        var home = SlopHome.Resolve(arguments.Skip(names.Count + 1).FirstOrDefault());
        try
        {
            await using var services = new ServiceCollection().AddSlopActivities(home).BuildServiceProvider();
            var report = await services.GetRequiredService<ModelProbe>().AskAsync(names.Select(ModelName.Parse), CancellationToken.None);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, SlopJson.Options));
            return 0;
        }
        catch (Exception e) when (e is FormatException or SettingsException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.BadSettings;
        }
    }
}
