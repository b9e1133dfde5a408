using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter;

/// <summary>Input and output of a command, so that a test can take the place of the user.</summary>
internal sealed record Terminal
{
    public const int DefaultWidth = 100;

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the person's settings come from.</summary>
    public SettingsSources UserSources { get; init; } = new();

    /// <summary>The day that prices and the ends of models' lives are read for.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True: the output can be redrawn and coloured.</summary>
    public bool IsLive { get; init; }

    /// <summary>True: somebody can answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Characters that fit into a line.</summary>
    public int Width { get; init; } = DefaultWidth;

    /// <summary>The terminal of this process.</summary>
    public static Terminal ForProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        Folder = Environment.CurrentDirectory,
        UserSources = SettingsSources.ForCurrentUser(),
        IsLive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? DefaultWidth : Math.Max(Console.WindowWidth, 40),
    };

    /// <summary>
    /// The next line that the person types; null: nothing more comes. A console's own reader does not notice the cancellation.
    /// </summary>
    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        Task.Run(In.ReadLine, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>The absolute form of a path that the user gave.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);
}
