using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary><c>ask_person</c>: the workflow waits for the answer.</summary>
internal sealed class AskPersonTool : WorkflowTool
{
    private const string Question = "question";

    public override string Name => WorkflowTools.AskPerson;

    public override string Description => "Asks a person and waits for the answer.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
        [ToolParameter.Text(Question, "One question, with what you would do without an answer.")];

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, Question);

    public override PersonNeed? NeedOfPerson(JsonElement arguments) => new(Reason: null);

    public override string Detail(JsonElement arguments) => ToolSubject.TextArgument(arguments, Question) ?? arguments.GetRawText();
}
