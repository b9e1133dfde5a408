namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>Which one says why, where a tool tells several failures and places.</summary>
internal enum ReasonOrder
{
    FirstFailure,

    /// <summary>As in Python: the exception that ended it is told last, and the innermost place of each last.</summary>
    LastFailure,

    /// <summary>Where none follows, the lines just before a failure say why.</summary>
    WhyMayStandBefore,
}
