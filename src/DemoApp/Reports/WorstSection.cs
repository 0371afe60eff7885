using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>The layers that come nearest to the tolerance, or exceed it most.</summary>
internal static class WorstSection
{
    private const int Most = 12;

    public static Html Write(CompareReport report)
    {
        (int Index, ComparedLayer Layer, Difference Difference)[] worst =
        [
            .. report.Layers.SelectMany((layer, i) => layer.Differences.Select(d => (i, layer, d)))
                .Where(x => x.d.OfTolerance > 0).OrderByDescending(x => x.d.OfTolerance).Take(Most),
        ];
        return worst.Length == 0
            ? Html.Of($"""<section><h2>Worst layers</h2><p>None: every layer gives exactly the same values on every backend.</p></section>""")
            : Html.Of($"""
            <section>
            <h2>Worst layers</h2>
            <p>By themselves, nearest to the tolerance first, with the element that is worst.</p>
            <div class="wide"><table>
            <thead><tr><th class="n">#</th><th>layer</th><th>operator</th><th>backend</th><th class="n">of the tolerance</th><th class="n">largest difference</th><th>worst at</th><th class="n">{report.Backends[0]}</th><th class="n">backend</th></tr></thead>
            <tbody>{Html.Each(worst, x => Row(x.Index, x.Layer, x.Difference))}</tbody>
            </table></div>
            </section>

            """);
    }

    private static Html Row(int index, ComparedLayer layer, Difference d) => Html.Of($"""
        <tr><td class="n"><a href="#layer-{index + 1}">{index + 1}</a></td><td class="name">{layer.Layer}</td><td>{layer.Operator}</td>
        <td><span class="key {Series.ClassOf(d.Backend)}">{d.Backend}</span></td><td class="n{(d.Pass ? "" : " bad")}">{Figures.Percent(d.OfTolerance)}</td>
        <td class="n">{Figures.Of(d.MaxAbs)}</td><td class="index">{Figures.List(d.Where)}</td><td class="n">{Figures.Exactly(d.Expected)}</td><td class="n">{Figures.Exactly(d.Actual)}</td></tr>

        """);
}
