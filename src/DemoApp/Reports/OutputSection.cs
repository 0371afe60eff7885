using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>The outputs of ordinary runs, in which values share memory and nothing is looked at in between.</summary>
internal static class OutputSection
{
    public static Html Write(CompareReport report) => Html.Of($"""
        <section>
        <h2>Outputs</h2>
        <p>From an ordinary run, as in production: values share memory over time.</p>
        <div class="wide"><table>
        <thead><tr><th>output</th><th>shape</th><th>backend</th><th class="n">of the tolerance</th><th class="n">largest difference</th><th class="n">relative to the norm</th><th>worst at</th><th class="n">{report.Backends[0]}</th><th class="n">backend</th></tr></thead>
        <tbody>{Html.Each(report.Outputs, o => Row(o, o.Difference))}</tbody>
        </table></div>
        </section>

        """);

    private static Html Row(ComparedOutput output, Difference d) => Html.Of($"""
        <tr><td class="name">{output.Output}</td><td class="index">{Figures.List(output.Shape)}</td><td><span class="key {Series.ClassOf(d.Backend)}">{d.Backend}</span></td>
        <td class="n{(d.Pass ? "" : " bad")}">{Figures.Percent(d.OfTolerance)}</td><td class="n">{Figures.Of(d.MaxAbs)}</td><td class="n">{Figures.Of(d.RelNorm)}</td>
        <td class="index">{(d.MaxAbs > 0 ? Figures.List(d.Where) : "")}</td><td class="n">{Figures.Exactly(d.Expected)}</td><td class="n">{Figures.Exactly(d.Actual)}</td></tr>

        """);
}
