using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>All layers with all numbers.</summary>
internal static class LayerSection
{
    public static Html Write(CompareReport report)
    {
        string[] others = [.. report.Backends.Skip(1)], timed = [.. (report.Times ?? []).Select(t => t.Backend)];
        return Html.Of($"""
            <section>
            <details id="layers">
            <summary><h2>All {report.Layers.Count} layers</h2></summary>
            <div class="wide"><table class="layers">
            <thead>
            <tr><th colspan="4"></th>{Html.Each(others, b => Html.Of($"""<th colspan="4"><span class="key {Series.ClassOf(b)}">{b}</span></th>"""))}{Html.If(timed.Length > 0, () => Html.Of($"""<th colspan="{timed.Length}">time, ms</th>"""))}</tr>
            <tr><th class="n">#</th><th>layer</th><th>operator</th><th>shape</th>
            {Html.Each(others, _ => Html.Of($"""<th class="n">of the tolerance</th><th class="n">largest difference</th><th>worst at</th><th class="n">whole run</th>"""))}
            {Html.Each(timed, b => Html.Of($"""<th class="n">{b}</th>"""))}</tr>
            </thead>
            <tbody>
            {Html.Each(report.Layers.Select((layer, i) => (layer, i)), x => Row(x.layer, x.i, timed))}
            </tbody></table></div>
            <p class="note">Whole run: the largest difference with the errors of all layers before.{(timed.Length > 0 ? " No time: a view of another layer's memory, or joined with another layer." : "")}</p>
            </details>
            </section>

            """);
    }

    private static Html Row(ComparedLayer layer, int index, string[] timed) => Html.Of($"""
        <tr id="layer-{index + 1}"><td class="n">{index + 1}</td><td class="name">{layer.Layer}</td><td>{layer.Operator}</td><td class="index">{Figures.List(layer.Shape)}</td>{Html.Each(layer.Differences, Cells)}{Html.Each(timed, b => Html.Of($"""<td class="n">{TimeOf(layer, b)}</td>"""))}</tr>

        """);

    private static Html Cells(Difference d) => Html.Of(
        $"""<td class="n{(d.Pass ? "" : " bad")}">{Figures.Percent(d.OfTolerance)}</td><td class="n">{Figures.Of(d.MaxAbs)}</td><td class="index">{(d.MaxAbs > 0 ? Figures.List(d.Where) : "")}</td><td class="n">{Figures.Of(d.EndToEndMaxAbs)}</td>""");

    private static string TimeOf(ComparedLayer layer, string backend) =>
        layer.Ms?.GetValueOrDefault(backend) is { } ms and > 0 ? Figures.Ms(ms) : "";
}
