namespace VisionPlugin.DemoApp.Reports;

/// <summary>What charts over the layers of a network share: places from left to right, the axis, what the pointer finds.</summary>
/// <param name="layers">Number of layers.</param>
/// <param name="top">Upper edge.</param>
/// <param name="bottom">Lower edge.</param>
internal sealed class ChartFrame(int layers, double top, double bottom)
{
    /// <summary>Size and edges, in the chart's own unit: a pixel where there is room for all of it.</summary>
    public const double Width = 1000, Left = 72, Right = 992;

    private const int MostTicks = 12;

    /// <summary>Room for a layer, across.</summary>
    public double Step => (Right - Left) / Math.Max(1, layers);

    /// <summary>The middle of a layer.</summary>
    public double X(int layer) => Left + ((layer + 0.5) * Step);

    /// <summary>Numbers of layers below a line.</summary>
    public Html Axis(double y)
    {
        int[] steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        int step = steps.First(s => s == steps[^1] || layers / s <= MostTicks);
        return Html.Of($"""
            <path class="axis" d="M{Left} {y}H{Right}"/>
            {Html.Each(Enumerable.Range(0, layers).Where(i => i == 0 || (i + 1) % step == 0), i => Html.Of(
                $"""<text x="{X(i)}" y="{y + 15}" text-anchor="middle">{i + 1}</text>"""))}
            <text x="{(Left + Right) / 2}" y="{y + 31}" text-anchor="middle">layer, in the order of computation</text>
            """);
    }

    /// <summary>A column for each layer that says what it is and leads to its row in the table.</summary>
    public Html Hits(Func<int, string> describe) => Html.Each(Enumerable.Range(0, layers), i => Html.Of(
        $"""<a href="#layer-{i + 1}"><rect class="hit" x="{X(i) - (Step / 2)}" y="{top}" width="{Step}" height="{bottom - top}"><title>{describe(i)}</title></rect></a>"""));
}
