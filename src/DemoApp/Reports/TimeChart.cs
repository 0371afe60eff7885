using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>The time of each layer on one backend, as columns on a scale of its own.</summary>
internal static class TimeChart
{
    private const double Top = 12, Bottom = 110, Height = 144;

    /// <summary>Draws.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="backend">The backend, which has measured times.</param>
    public static Html Draw(IReadOnlyList<ComparedLayer> layers, string backend)
    {
        var frame = new ChartFrame(layers.Count, Top, Bottom);
        double[] times = [.. layers.Select(l => l.Ms?.GetValueOrDefault(backend) ?? 0)];
        double most = times.DefaultIfEmpty().Max(), sum = times.Sum(), width = Math.Max(0.8, 0.8 * frame.Step);
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {ChartFrame.Width} {Height}" role="img" aria-label="Time of each layer on {backend}">
            <path class="grid" d="M{ChartFrame.Left} {Top}H{ChartFrame.Right}"/>
            <text x="{ChartFrame.Left - 6}" y="{Top + 4}" text-anchor="end">{Figures.Ms(most)} ms</text>
            <text x="{ChartFrame.Left - 6}" y="{Bottom + 4}" text-anchor="end">0</text>
            <path class="columns {Series.ClassOf(backend)}" d="{Html.Each(Enumerable.Range(0, times.Length).Where(i => times[i] > 0), i => Html.Of(
                $"M{frame.X(i) - (width / 2)} {Bottom}v{-Tall(i)}h{width}v{Tall(i)}z"))}"/>
            {frame.Axis(Bottom)}{frame.Hits(i => $"{i + 1}  {layers[i].Layer} ({layers[i].Operator})\n{backend}: {Figures.Ms(times[i])} ms, {Figures.Percent(sum > 0 ? times[i] / sum : 0)} of all layers")}
            </svg>

            """);

        double Tall(int i) => most > 0 ? times[i] / most * (Bottom - Top) : 0;
    }
}
