using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>A question is answered in words, or not at all.</summary>
internal static class EmptyAnswers
{
    /// <summary>Patch: builds before took an approval without words for "Yes.", whatever was asked.</summary>
    private const string AnswerInWords = "answer-in-words";

    /// <summary>To be called where the decision is carried out, and never by what only checks it: that leaves no trace.</summary>
    /// <exception cref="RequestException">It approves a question and says nothing.</exception>
    public static void Refuse(Gate gate, Decision decision)
    {
        if (GateMatch.LacksAnswer(gate, decision) && Workflow.Patched(AnswerInWords))
        {
            throw new RequestException($"{gate.Id} is a question: approve it with a comment, which is the answer")
            {
                Paste = $"{gate.Paste[..^1]},\"comment\":\"your answer\"}}",
            };
        }
    }
}
