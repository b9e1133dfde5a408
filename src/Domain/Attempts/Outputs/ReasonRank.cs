namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>How much a line says about why a command failed; a lower one is asked only where none above it is found.</summary>
/// <remarks>
/// A test that passes may print what looks like a compiler's error or a stack trace: the verdict of a test runner comes first.
/// </remarks>
internal enum ReasonRank
{
    FailedTest,
    Compiler,
    Exception,

    /// <summary>What a tool says about itself or what it was asked for.</summary>
    Tool,

    /// <summary>That something which was started failed, without the reason.</summary>
    Wrapper,
}
