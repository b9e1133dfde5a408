using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter;

/// <summary>One invocation of the command line: where it answers, and how.</summary>
internal sealed class Session(Terminal terminal, bool json, string? home)
{
    public Terminal Terminal => terminal;

    /// <summary>True: the answer is one JSON object on standard output, with nothing else there.</summary>
    public bool Json => json;

    /// <summary>The folder of all local state.</summary>
    public SlopHome Home => field ??= SlopHome.Resolve(home is null ? null : terminal.FullPath(home));

    /// <summary>The settings that hold for every repository.</summary>
    public LoadedSettings UserSettings => field ??= SettingsLayers.LoadForUser(terminal);

    /// <summary>For lines that are not part of the answer.</summary>
    public TextWriter MessageWriter => json ? terminal.Error : terminal.Out;

    public void AnswerJson<T>(T answer) => terminal.Out.WriteLine(PrintedJson.Text(answer, SlopJson.Indented));

    public void Answer<T>(T answer, Func<IRenderable> people) => AnswerOrRender(() => answer, people);

    public void AnswerOrRender<T>(Func<T> answer, Func<IRenderable> people)
    {
        if (json)
        {
            AnswerJson(answer());
        }
        else
        {
            Screen.Write(terminal, people());
        }
    }
}
