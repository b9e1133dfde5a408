using System.Text.Json;
using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Runs the tools that models call.</summary>
public interface IToolActivities
{
    /// <summary>Runs one call; an error is a result that says what to do.</summary>
    [Activity]
    Task<ToolResult> CallToolAsync(ToolInput input);
}

/// <summary>Names of the tools that the workflow itself carries out.</summary>
public static class WorkflowTools
{
    /// <summary>A person answers; the workflow waits, nothing runs.</summary>
    public const string AskPerson = "ask_person";

    /// <summary>Ends the attempt; nothing runs.</summary>
    public const string ReportBlocked = "report_blocked";
}

/// <summary>Names of the tools whose results the workflow acts on.</summary>
public static class CommandTools
{
    /// <summary>Runs a command; tier 4 may say why one failed.</summary>
    public const string RunCommand = "run_command";
}

/// <summary>Names a call by its place; its arguments are in the journal of the turn.</summary>
/// <param name="Scope">The attempt whose model called.</param>
/// <param name="Turn">The turn that made the call, from 1.</param>
/// <param name="Call">Its place among the turn's calls, from 1.</param>
public sealed record ToolInput(AttemptScope Scope, int Turn, int Call)
{
    /// <summary>Whose turn it was; null: the worker's. See <see cref="Domain.Models.Tier"/>.</summary>
    public int? Tier { get; init; }

    /// <summary>True: a person approved it, so that it may do what needs a person, such as use the network.</summary>
    public bool? Approved { get; init; }

    /// <summary>Arguments instead of the model's, from the person who approved it.</summary>
    public JsonElement? Edited { get; init; }

    /// <summary>What the model reads instead of a result: the call is not run.</summary>
    public ToolAnswer? Answer { get; init; }
}

/// <summary>An answer in place of a result.</summary>
/// <param name="Ok">False: it explains a refusal.</param>
public sealed record ToolAnswer(bool Ok, string Text);

/// <summary>The result of a call; the text that the model reads is in the journal.</summary>
/// <param name="Ok">False: the result explains an error.</param>
/// <param name="Preview">Beginning of the result, one line, cut.</param>
/// <param name="Characters">Size of the whole result.</param>
public sealed record ToolResult(bool Ok, string Preview, int Characters);
