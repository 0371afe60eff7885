using System.Globalization;
using VisionPlugin.DemoApp.Output;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Errors of all layers as parts of the tolerance, one line a backend, on a logarithmic scale.</summary>
/// <param name="report">The comparison.</param>
/// <param name="partOf">The error to draw, as a part of the tolerance.</param>
/// <param name="isJudged">True for a layer that must be within the tolerance.</param>
internal sealed class ErrorChart(CompareReport report, Func<Difference, double> partOf, Func<ComparedLayer, bool> isJudged)
{
    private const double Top = 14, Bottom = 246, Band = 26;

    // A single precision error is seldom below; equal values are drawn in a row of their own.
    private const int LowestDecade = -9, HighestDecade = 9;

    private readonly ChartFrame _frame = new(report.Layers.Count, Top, Bottom + Band);
    private readonly (int Low, int High) _decades = Decades(report, partOf);

    /// <summary>Draws.</summary>
    /// <param name="label">What the chart shows, for those who cannot see it.</param>
    public Html Draw(string label) => Html.Of($"""
        <svg class="chart" viewBox="0 0 {ChartFrame.Width} {Bottom + Band + 36}" role="img" aria-label="{label}">
        <rect class="beyond" x="{ChartFrame.Left}" y="{Top}" width="{ChartFrame.Right - ChartFrame.Left}" height="{Y(1) - Top}"/>
        {Grid()}{_frame.Axis(Bottom + Band)}
        <path class="tolerance" d="M{ChartFrame.Left} {Y(1)}H{ChartFrame.Right}"/>
        {Html.Each(report.Backends.Skip(1), Line)}
        <text class="tolerance-label" x="{ChartFrame.Right - 4}" y="{Y(1) - 5}" text-anchor="end">tolerance</text>{_frame.Hits(Describe)}
        </svg>

        """);

    private static (int Low, int High) Decades(CompareReport report, Func<Difference, double> partOf)
    {
        double[] seen = [.. report.Layers.SelectMany(l => l.Differences).Select(partOf).Where(p => p > 0 && double.IsFinite(p))];
        int low = seen.Length == 0 ? -3 : (int)Math.Floor(Math.Log10(seen.Min()));
        int high = seen.Length == 0 ? 1 : (int)Math.Ceiling(Math.Log10(seen.Max()) + 0.01);
        return (Math.Clamp(low, LowestDecade, -2), Math.Clamp(high, 1, HighestDecade));
    }

    private Html Grid()
    {
        int step = (_decades.High - _decades.Low + 9) / 9;
        return Html.Of($"""
            {Html.Each(Enumerable.Range(0, _decades.High - _decades.Low + 1).Select(i => _decades.High - i).Where(d => d % step == 0), d => Html.Of(
                $"""<path class="grid" d="M{ChartFrame.Left} {Y(Math.Pow(10, d))}H{ChartFrame.Right}"/><text x="{ChartFrame.Left - 6}" y="{Y(Math.Pow(10, d)) + 4}" text-anchor="end">{Label(d)}</text>"""))}
            <path class="grid" d="M{ChartFrame.Left} {Y(0)}H{ChartFrame.Right}"/><text x="{ChartFrame.Left - 6}" y="{Y(0) + 4}" text-anchor="end">no error</text>
            """);
    }

    private static string Label(int decade) => decade is >= -4 and <= 3
        ? (100 * Math.Pow(10, decade)).ToString("#,0.##", CultureInfo.InvariantCulture) + " %" : Figures.Of(Math.Pow(10, decade + 2)) + " %";

    private Html Line(string backend)
    {
        (int X, double Part)[] points =
        [
            .. report.Layers.Select((layer, i) => (i, Of(layer, backend))).Where(p => p.Item2 is not null).Select(p => (p.i, partOf(p.Item2!))),
        ];
        return Html.Of($"""
            <path class="line {Series.ClassOf(backend)}" d="{Html.Each(points.Where(p => p.Part > 0).Select((p, i) => (p, i)), p => Html.Of($"{(p.i == 0 ? "M" : "L")}{_frame.X(p.p.X)} {Y(p.p.Part)}"))}"/>
            <path class="dots none {Series.ClassOf(backend)}" d="{Dots(points.Where(p => p.Part == 0))}"/>
            <path class="dots {Series.ClassOf(backend)}" d="{Dots(points.Where(p => p.Part != 0))}"/>
            <path class="dots bad" d="{Dots(points.Where(p => !(p.Part <= 1) && isJudged(report.Layers[p.X])))}"/>

            """);
    }

    // A line of no length with round ends is a dot.
    private Html Dots(IEnumerable<(int X, double Part)> points) => Html.Each(points, p => Html.Of($"M{_frame.X(p.X)} {Y(p.Part)}h0"));

    private string Describe(int index)
    {
        ComparedLayer layer = report.Layers[index];
        IEnumerable<string> lines = layer.Differences.Select(d => $"{d.Backend}: {Figures.Percent(partOf(d))} of the tolerance");
        return $"{index + 1}  {layer.Layer} ({layer.Operator}) {Figures.List(layer.Shape)}\n{string.Join('\n', lines)}";
    }

    private static Difference? Of(ComparedLayer layer, string backend) => layer.Differences.FirstOrDefault(d => d.Backend == backend);

    // Equal values lie in the band below the scale, infinite errors at its upper edge.
    private double Y(double part)
    {
        if (part <= 0)
            return Bottom + 15;
        double decade = double.IsFinite(part) ? Math.Clamp(Math.Log10(part), _decades.Low, _decades.High) : _decades.High;
        return Bottom - ((decade - _decades.Low) / (_decades.High - _decades.Low) * (Bottom - Top));
    }
}
