using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>First of all: do they agree, and what was compared.</summary>
internal static class VerdictSection
{
    private const int ThumbnailSize = 240;

    public static Html Write(ReportContent content)
    {
        CompareReport report = content.Report;
        return Html.Of($"""
            <header class="{(report.Pass ? "pass" : "fail")}">
            <div>
            <h1><span class="badge">{(report.Pass ? "PASS" : "FAIL")}</span> {report.Model}</h1>
            <p class="verdict">{Sentence(report)}</p>
            <dl>
            {Fact("Input", InputOf(report))}
            {Fact("Precision", report.Precision)}
            {Fact("Tolerance", ToleranceOf(report))}
            {Fact("Layers", $"{report.Layers.Count} values, each compared by itself on equal inputs, and within the whole run")}
            </dl>
            </div>
            {(content.Input is null ? Html.Empty : Thumbnail(content.Input))}
            </header>
            <section>
            <h2>At a glance</h2>
            <div class="wide"><table>
            <thead><tr><th>backend</th><th>runs on</th><th class="n">layers beyond tolerance</th><th class="n">worst layer</th><th class="n">worst output</th><th class="n">outputs beyond tolerance</th></tr></thead>
            <tbody>{Html.Each(content.Environment.Backends, b => Row(report, b.Name, b.Description))}</tbody>
            </table></div>
            <p class="note">Worst: the largest error as a part of what is allowed there; up to 100 % agrees.</p>
            </section>

            """);
    }

    private static string Sentence(CompareReport report)
    {
        string others = string.Join(" and ", report.Backends.Skip(1)), verb = report.Backends.Count == 2 ? "agrees" : "agree";
        if (report.Pass)
            return $"{others} {verb} with {report.Backends[0]}.";
        string[] wrong = [.. report.Backends.Skip(1).Where(b => BeyondOf(report, b) > 0 || report.Outputs.Any(o => o.Difference.Backend == b && !o.Difference.Pass))];
        string differ = $"{string.Join(" and ", wrong)} {(wrong.Length == 1 ? "differs" : "differ")} from {report.Backends[0]}";
        return report.FirstFailure is { } layer
            ? $"{differ}: {report.Layers.Count(l => l.Differences.Any(d => !d.Pass))} of {report.Layers.Count} layers are beyond the tolerance by themselves, the first is {layer}."
            : $"{differ}: every layer agrees by itself, but errors add up to more than the tolerance in the outputs.";
    }

    private static string InputOf(CompareReport report) => report.Source ?? "noise, uniform from 0 to 1 (integers are 0)";

    private static string ToleranceOf(CompareReport report)
    {
        string text = $"absolute {Figures.Of(report.Atol)}, relative {Figures.Of(report.Rtol)}";
        return report.OutputTolerance > 0 && report.Precision != Precision.Single.ToString()
            ? $"{text}; for outputs a difference whose norm is {Figures.Of(report.OutputTolerance)} of theirs is enough" : text;
    }

    private static Html Fact(string name, string value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Html Thumbnail(Picture picture)
    {
        Picture small = ReportPicture.Shrink(picture, ThumbnailSize);
        return Html.Of($"""<img class="input" src="{ReportPicture.DataOf(small)}" width="{small.Width}" height="{small.Height}" alt="The input picture">""");
    }

    private static int BeyondOf(CompareReport report, string backend) =>
        report.Layers.Count(l => l.Differences.Any(d => d.Backend == backend && !d.Pass));

    private static Html Row(CompareReport report, string backend, string description)
    {
        if (backend == report.Backends[0])
            return Html.Of($"""<tr><td><span class="key {Series.ClassOf(backend)}">{backend}</span></td><td class="runs">{description}</td><td class="n" colspan="4">what the others are compared with</td></tr>""");
        Difference[] layers = [.. report.Layers.SelectMany(l => l.Differences).Where(d => d.Backend == backend)];
        Difference[] outputs = [.. report.Outputs.Select(o => o.Difference).Where(d => d.Backend == backend)];
        int beyond = layers.Count(d => !d.Pass), outside = outputs.Count(d => !d.Pass);
        return Html.Of($"""
            <tr><td><span class="key {Series.ClassOf(backend)}">{backend}</span></td><td class="runs">{description}</td>
            <td class="n{Bad(beyond)}">{beyond} of {layers.Length}</td><td class="n{Bad(beyond)}">{Worst(layers)}</td>
            <td class="n{Bad(outside)}">{Worst(outputs)}</td><td class="n{Bad(outside)}">{outside} of {outputs.Length}</td></tr>
            """);
    }

    private static string Bad(int count) => count > 0 ? " bad" : "";

    private static string Worst(Difference[] differences) => Figures.Percent(differences.Select(d => d.OfTolerance).DefaultIfEmpty().Max());
}
