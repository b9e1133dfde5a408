using System.Text.Json;
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

    /// <summary>One object on standard output, nothing else there.</summary>
    public bool Json => json;

    /// <summary>The folder of all local state.</summary>
    public SlopHome Home => field ??= SlopHome.Resolve(home is null ? null : terminal.FullPath(home));

    /// <summary>The settings that hold whatever the repository.</summary>
    public LoadedSettings Person => field ??= SettingsLayers.OfPerson(terminal);

    /// <summary>Where lines go that are no part of the answer.</summary>
    public TextWriter Beside => json ? terminal.Error : terminal.Out;

    public void AnswerJson<T>(T answer) => terminal.Out.WriteLine(JsonSerializer.Serialize(answer, SlopJson.Indented));

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
