using System.Text.Json;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>A question of the model: <c>comment</c> or <c>edited</c> is the answer, and a rejection is one too.</summary>
internal static class QuestionGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Question,
        AfterRejection = AfterRejection.GoesOn,
        AnsweredInWords = true,
        Policy = new()
        {
            When = "when the model asks a person",
            Read = approvals => approvals.Question,
            Write = (approvals, policy) => approvals with { Question = policy },
            Apply = (rules, policy) => rules with { Question = policy },
            NeedsRepository = true,
        },
        Edit = new()
        {
            Problem = edited => edited.ValueKind == JsonValueKind.String ? null : "\"edited\" must be the answer, a text",
            Draft = subject => new("answer.md", "", $"Your answer to:\n{subject.Gate.Detail ?? subject.Gate.Subject}"),
            Read = (_, text) => JsonSerializer.SerializeToElement(text.Trim()),
        },
    };
}
