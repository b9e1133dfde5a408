using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A line that is never broken: a terminal wraps it by itself, and a command that is copied from it stays whole.</summary>
internal sealed class WholeLine(string text) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text), Segment.LineBreak];
}
