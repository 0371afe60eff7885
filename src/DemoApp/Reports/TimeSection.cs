using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>How long the layers take.</summary>
internal static class TimeSection
{
    private const double BarWidth = 200;

    public static Html Write(CompareReport report)
    {
        if (report.Times is not { Count: > 0 } times)
            return Html.Empty;
        double most = times.Max(t => t.WholeRunMs);
        return Html.Of($"""
            <section>
            <h2>Time of each layer</h2>
            <div class="wide"><table>
            <thead><tr><th>backend</th><th class="n">whole run, ms</th><th></th><th class="n">sum of layers, ms</th><th>measured</th></tr></thead>
            <tbody>{Html.Each(times, t => Row(t, most))}</tbody>
            </table></div>
            <p class="note">Medians. A whole run copies the inputs in and the outputs out. In the sum every layer is waited for before the next one begins,
            which costs a GPU some of its speed. Each chart has a scale of its own.</p>
            {Html.Each(times, t => Html.Of($"""<h3><span class="key {Series.ClassOf(t.Backend)}">{t.Backend}</span></h3><div class="wide">{TimeChart.Draw(report.Layers, t.Backend)}</div>"""))}
            </section>

            """);
    }

    private static Html Row(BackendTimes t, double most) => Html.Of($"""
        <tr><td><span class="key {Series.ClassOf(t.Backend)}">{t.Backend}</span></td><td class="n">{Figures.Ms(t.WholeRunMs)}</td>
        <td><svg class="bar" width="{BarWidth}" height="12" role="presentation"><path class="columns {Series.ClassOf(t.Backend)}" d="M0 0H{Math.Max(1, BarWidth * t.WholeRunMs / Math.Max(most, 1e-9))}V12H0z"/></svg></td>
        <td class="n">{Figures.Ms(t.SumMs)}</td><td>{How(t)}</td></tr>

        """);

    private static string How(BackendTimes t)
    {
        string runs = t.Runs == 1 ? "a single run, since one takes seconds" : $"median of {t.Runs} runs after one to warm up";
        string clock = t.Clock switch
        {
            "gpu" => "the GPU's clock (timer queries)",
            "fences" => "the processor's clock from fence to fence",
            _ => "the processor's clock",
        };
        return $"{runs}, by {clock}";
    }
}
