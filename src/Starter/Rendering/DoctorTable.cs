using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Hosting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What the doctor found, then the settings.</summary>
internal static class DoctorTable
{
    public static IRenderable Render(DoctorReport answer)
    {
        var findings = new Table().Border(TableBorder.Simple).AddColumns("what", "", "found");
        foreach (var finding in answer.Findings)
        {
            findings.AddRow(
                new Text(finding.What),
                new Text(finding.Health == Health.Fine ? "ok" : Words.For(finding.Health)),
                new Text(SafeText.Line(finding.Found, 200)));
        }

        var settings = new Table().Border(TableBorder.Simple).AddColumns("setting", "value", "from");
        foreach (var setting in answer.Settings)
        {
            settings.AddRow(
                new Text(setting.Name), new Text(SafeText.Line(setting.Value, 200)), new Text(SafeText.Line(setting.Origin, 200)));
        }

        return new Rows(findings, settings);
    }
}
