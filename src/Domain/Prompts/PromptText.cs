using System.Text;

namespace SlopTemporal.Domain.Prompts;

/// <summary>A prompt in sections, in Markdown.</summary>
internal sealed class PromptText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a section; without a body there is none.</summary>
    public PromptText Section(string title, string? body)
    {
        if (!string.IsNullOrWhiteSpace(body))
        {
            _text.Append(_text.Length == 0 ? "" : "\n").Append("# ").Append(title).Append("\n\n").Append(body.Trim('\n')).Append('\n');
        }

        return this;
    }

    public static string? Bullets(IReadOnlyList<string> lines) => lines.Count == 0 ? null : string.Join('\n', lines.Select(l => $"- {l}"));

    public override string ToString() => _text.ToString();
}
