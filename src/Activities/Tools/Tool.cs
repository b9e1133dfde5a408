using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Local.Calls;

namespace SlopTemporal.Activities.Tools;

/// <summary>
/// A tool: what models are told of it, what rules and people see of a call, and what a call does.
/// It has no state; a worker has one of each.
/// </summary>
internal abstract class Tool
{
    protected const string PathWords = "Path relative to the top of the repository, with /.";

    /// <summary>snake_case; no other tool has it.</summary>
    public abstract string Name { get; }

    /// <summary>One or two sentences for models.</summary>
    public abstract string Description { get; }

    /// <summary>In the order in which models are told.</summary>
    public abstract IReadOnlyList<ToolParameter> Parameters { get; }

    /// <summary>The argument that the prefix of a person's rule is compared with; null: a rule with a prefix never matches.</summary>
    public abstract RuleArgument? RuleArgument { get; }

    /// <summary>What a call is about, for lists; whoever shows it makes one short line of it. Null: the arguments do not say.</summary>
    public abstract string? Summary(JsonElement arguments);

    /// <summary>Why a call wants a person by itself, whatever rules and gates say; null: it does not.</summary>
    public virtual PersonNeed? NeedOfPerson(JsonElement arguments) => null;

    /// <summary>What a person has to see to decide on a call; whoever shows it cuts it.</summary>
    public virtual string Detail(JsonElement arguments) => CallText.Render(Name, arguments);

    /// <summary>Whether a call changes nothing and runs nothing.</summary>
    public virtual bool IsRead => false;

    /// <summary>Runs a call; what may take more than seconds heartbeats.</summary>
    /// <exception cref="ToolErrorException">It cannot be done as asked.</exception>
    public abstract Task<ToolOutcome> RunAsync(ToolCall call);

    /// <summary>The tool for a chat client: declared, never invoked by it.</summary>
    public AIFunctionDeclaration Declaration() => AIFunctionFactory.CreateDeclaration(Name, Description, Schema());

    private JsonElement Schema() => JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = Parameters.ToDictionary(p => p.Name, p => new { type = p.Type, description = p.Description }, StringComparer.Ordinal),
        required = Parameters.Where(p => p.IsRequired).Select(p => p.Name),
    });
}

/// <summary>The argument of a tool that rules speak of.</summary>
/// <param name="Name">One of the tool's parameters, a text.</param>
/// <param name="IsCommand">True: a line for a shell, compared word by word; false: a path.</param>
internal sealed record RuleArgument(string Name, bool IsCommand = false);

/// <summary>A call that wants a person.</summary>
/// <param name="Reason">Why it must not run unasked, in few words; null: the call is a question, and the answer its result.</param>
internal sealed record PersonNeed(string? Reason);
