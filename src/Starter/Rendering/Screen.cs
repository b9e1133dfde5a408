using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Puts renderables onto a writer.</summary>
internal static class Screen
{
    public static IAnsiConsole Create(TextWriter writer, int width, bool live)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = live ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = live ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = live ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Plain text without trailing blanks.</summary>
    public static string Text(IRenderable renderable, int width = Terminal.DefaultWidth)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Create(text, width, live: false).Write(renderable);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).TrimEnd('\n') + "\n";
    }

    public static void Write(Terminal terminal, IRenderable renderable)
    {
        if (terminal.IsLive)
        {
            Create(terminal.Out, terminal.Width, live: true).Write(renderable);
        }
        else
        {
            terminal.Out.Write(Text(renderable, terminal.Width));
        }
    }
}
