using System.CommandLine;
using System.Globalization;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Starter.Hosting;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop keys</c>: which keys sign and encrypt what is written to the server; <c>keys rotate</c> makes a new one.</summary>
internal static class KeysCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command(
            "keys",
            "Show the keys that sign and encrypt what is written to the server, or make a new one",
            "slop keys",
            "slop keys rotate",
            "slop keys --json");
        command.SetAction((parsed, _) =>
        {
            var session = cli.Open(parsed);
            Show(session, PayloadKeyFile.ReadOrCreate(session.Home));
            return Task.FromResult(ExitCode.Done);
        });
        var rotate = cli.Command(
            "rotate", "Make a new key for what is written from now on; the others stay for reading", "slop keys rotate");
        rotate.SetAction((parsed, cancellationToken) => RotateAsync(cli.Open(parsed), cancellationToken));
        command.Add(rotate);
        return command;
    }

    private static async Task<int> RotateAsync(Session session, CancellationToken cancellationToken)
    {
        if (WorkerReady.OfRunning(session.Home) is { TakesNewKeys: false } worker)
        {
            throw WorkerError.TakesNoNewKey(worker.Version);
        }

        var keys = await PayloadKeyFile.RotateAsync(session.Home, session.Terminal.Time, cancellationToken);
        await session.MessageWriter.WriteLineAsync(
            $"{keys.Keys[0].Id} is the new key. A worker that runs takes it up by itself, and tracks go on: "
            + "the others stay for what they wrote.");
        Show(session, keys);
        return ExitCode.Done;
    }

    private static void Show(Session session, PayloadKeys keys)
    {
        var encrypts = session.UserSettings.Values.Encryption;
        var now = session.Terminal.Time.GetUtcNow();
        var shown = keys.Keys.Select((key, place) => new KeyAnswer(key.Id, key.Made ?? keys.Since, place == 0)).ToList();
        session.Answer(
            new KeysAnswer(session.Home.PayloadKeys, encrypts, shown),
            () => new Text(string.Concat(shown.Select(key => Line(key, encrypts, now)))
                + $"They lie in {session.Home.PayloadKeys}. Keep a copy where nobody but you reads it: "
                + "without the file no track that runs can go on, and nobody reads what is encrypted.\n"));
    }

    private static string Line(KeyAnswer key, bool encrypts, DateTimeOffset now)
    {
        var use = !key.IsActive ? "reads what it wrote" : encrypts ? "signs and encrypts" : "signs; encryption is off";
        return string.Create(
            CultureInfo.InvariantCulture, $"{key.Id}   made {key.Made:yyyy-MM-dd}, {(int)(now - key.Made).TotalDays} days ago   {use}\n");
    }

    private sealed record KeysAnswer(string File, bool Encryption, IReadOnlyList<KeyAnswer> Keys);

    private sealed record KeyAnswer(string Id, DateTimeOffset Made, bool IsActive);
}
