using SlopTemporal.Domain.Attempts.Outputs.Rules;

namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>The table of tools whose outputs are known.</summary>
internal static class ReasonRules
{
    /// <summary>Where two of one rank say why in the same line, the one that stands first is shown.</summary>
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        .. DotnetRules.All,
        .. NodeRules.All,
        .. PythonRules.All,
        .. GoRules.All,
        .. RustRules.All,
        .. JavaRules.All,
        .. RubyRules.All,
        .. UnixRules.All,
    ];
}
