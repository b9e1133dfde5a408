namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

/// <summary>Compilers of C, make and the shell.</summary>
internal static class UnixRules
{
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // a.c:3:10: error: ‘x’ undeclared (first use in this function)
        new("gcc, clang, javac", ReasonRank.Compiler, "error: ", @"^(?<why>[^\s:][^:]*:\d+(:\d+)?: (fatal )?error: .*)$"),

        // /usr/bin/ld: d.c:(.text+0x5): undefined reference to `f'
        new("ld", ReasonRank.Compiler, ": undefined ", @"^(\S*ld: )?(?<why>\S.*: undefined (reference to|symbol).*)$"),

        // sh: 1: foo: not found; bash: line 1: foo: command not found
        new("shell", ReasonRank.Tool, ": ", @"^(?<why>\S*sh: (line )?\d+: \S.*|\S+: (line )?\d+: .*: (command )?not found)$"),

        // What a command says of its options and files, as Python's argparse does too:
        // gcc: error: nothing.c: No such file or directory
        new("options", ReasonRank.Tool, "error: ", @"^(?<why>[\w./+-]+: (fatal )?error: .*)$"),

        // make: *** No rule to make target 'nothing'.  Stop.
        // make: foo: No such file or directory
        // Makefile:2: *** missing separator.  Stop.
        new(
            "make, itself",
            ReasonRank.Tool,
            ": ",
            @"^(?<why>g?make(\[\d+\])?: (\*\*\* [^\[]*\bStop\.|\S.*: (No such file or directory|Permission denied))"
                + @"|\S+:\d+: \*\*\* .*)$"),
    ];
}
