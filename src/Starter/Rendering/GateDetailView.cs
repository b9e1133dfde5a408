using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Patches;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What a gate shows under its subject, a diff in its colours where there are some.</summary>
internal sealed class GateDetailView(GateKind kind, string detail) : IRenderable
{
    /// <summary>Whether there is a diff in it.</summary>
    public static bool HasDiff(GateKind kind, string? detail) =>
        kind is GateKind.Patch or GateKind.Integrate && detail is not null && PatchDetail.StartOf(detail) < detail.Length;

    /// <summary>The diff alone, in two columns.</summary>
    public static IRenderable SideBySide(GateKind kind, string detail) =>
        new SideBySideView(DiffLine.ReadAll(detail[PatchDetail.StartOf(detail)..]), TextOf(kind));

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var start = PatchDetail.StartOf(detail);
        var notes = start == 0 ? [] : SafeText.Detail(kind, detail[..(start - 1)]).Split('\n');
        return
        [
            .. notes.SelectMany(line => new[] { new Segment(line), Segment.LineBreak }),
            .. new DiffView(DiffLine.ReadAll(detail[start..]), TextOf(kind)).Render(options, maxWidth),
        ];
    }

    private static DiffText TextOf(GateKind kind) => kind == GateKind.Patch ? DiffText.Exact : DiffText.Readable;
}
