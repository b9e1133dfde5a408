using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Prompts;

/// <summary>Maximum characters of the parts of a prompt.</summary>
public static class PromptLimits
{
    /// <summary>Of one context file; the middle of a longer one is left out.</summary>
    public const int File = 60_000;

    /// <summary>Of all context files together; what comes later is named, not shown.</summary>
    public const int Files = 240_000;

    /// <summary>Of one file of notes that a repository brings for agents.</summary>
    public const int Note = 20_000;

    /// <summary>Of the output of a failed check.</summary>
    public const int Output = 16_000;

    /// <summary>Of the diff of a ticket's work.</summary>
    public const int Diff = 60_000;

    /// <summary>Of the outline of a repository.</summary>
    public const int Outline = 40_000;

    /// <summary>Of the approach of tier 1.</summary>
    public const int Approach = 40_000;

    /// <summary>Of the evidence of a failed attempt.</summary>
    public const int Evidence = 16_000;

    /// <summary>Of the answers of all tickets together that a ticket of a track without a repository depends on.</summary>
    public const int Answers = 120_000;

    /// <summary>The same where the work is in a repository: what the tickets said only tells about it.</summary>
    public const int Summaries = 16_000;

    /// <summary>Of one of them, where they are many: those for which less would be left are named, not shown.</summary>
    public const int MinAnswer = 400;

    /// <summary><see cref="Answers"/> or <see cref="Summaries"/>.</summary>
    public static int AnswersOf(Track track) => track.Repository is null ? Answers : Summaries;
}
