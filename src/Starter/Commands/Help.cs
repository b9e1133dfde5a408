using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SlopTemporal.Starter.Commands;

/// <summary>Help for people: ten lines for a start, and examples under each command.</summary>
internal static class Help
{
    public const string Summary = """
        slop: a track of coding tickets, worked by agents in parallel, merged where its checks pass

          slop demo                   a small track from start to end: no key, no set-up
          slop run track.json         start a track and watch it; `slop plan "goal"` has one written first
          slop validate track.json    every mistake of a track file at once; `graph` draws it
          slop status [track]         what needs you, what is merged; `cost` is the bill, `logs -f` the live log
          slop approve | reject       decide what waits for you; `watch`, `retry`, `skip`, `tell`, `add`, `limits`, `cancel` steer
          slop up | down | doctor     the local Temporal server and worker, and the health of everything

        `slop <command> --help` shows options and examples; `--json` answers for programs; `slop --help` lists all.
        """;

    /// <summary>Adds the examples to the standard help.</summary>
    public static void AddExamples(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
        }
    }

    private sealed class HelpWithExamples(HelpAction standard, IReadOnlyDictionary<Command, string[]> examples)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var (invocation, command) = (parseResult.InvocationConfiguration, parseResult.CommandResult.Command);
            var output = invocation.Output;
            using var help = new StringWriter();
            invocation.Output = help;
            var exit = standard.Invoke(parseResult);
            invocation.Output = output;
            output.Write(ArgumentForms.Show(help.ToString(), command));
            if (examples.TryGetValue(command, out var lines))
            {
                output.WriteLine($"Examples:\n{string.Join('\n', lines.Select(l => $"  {l}"))}\n");
            }

            return exit;
        }
    }
}
