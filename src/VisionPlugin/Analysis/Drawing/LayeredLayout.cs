using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Layered drawing: rows from top to bottom, few crossings, straight long edges (Sugiyama et al. 1981; Gansner et al. 1993). The
/// same graph always gives the same drawing.
/// </summary>
internal static class LayeredLayout
{
    private const double BoxGap = 22, BendWidth = 16, LeastRowGap = 26, MostRowGap = 90, ArrowLength = 8;

    /// <summary>Places boxes and edges.</summary>
    /// <param name="sizes">Size of each box.</param>
    /// <param name="edges">Edges from a box to a later one, at most one a pair.</param>
    /// <param name="labelWidth">How much room the label of an edge that passes so many rows needs; 0 without.</param>
    public static Placement Run(ImmutableArray<BoxSize> sizes, ImmutableArray<DiagramEdge> edges, Func<DiagramEdge, int, double> labelWidth)
    {
        var graph = new LayeredGraph(sizes.Length, edges);
        CrossingReduction.Run(graph);
        double[] widths = Widths(graph, sizes, edges, labelWidth), x = Columns.Of(graph, widths);
        Straightening.Run(graph, widths, x);
        double left = Enumerable.Range(0, x.Length).Select(i => x[i] - (widths[i] / 2)).DefaultIfEmpty().Min();
        for (int i = 0; i < x.Length; i++)
            x[i] -= left;
        (double Top, double Bottom)[] rows = RowsOf(graph, sizes, x);
        var rowOf = new int[graph.ItemCount];
        for (int row = 0; row < graph.Order.Length; row++)
        {
            foreach (int item in graph.Order[row])
                rowOf[item] = row;
        }

        ImmutableArray<PlacedBox> boxes = [.. sizes.Select((size, i) =>
        {
            (double top, double bottom) = rows[rowOf[i]];
            return new PlacedBox(x[i] - (size.Width / 2), (top + bottom - size.Height) / 2, size.Width, size.Height);
        })];
        double[] ports = Ports(edges, graph.Routes, boxes, x);
        ImmutableArray<PlacedEdge> placed = [.. edges.Select((edge, i) =>
        {
            PlacedBox from = boxes[edge.From], to = boxes[edge.To];
            IEnumerable<EdgeStop> bends = (graph.Routes[i] ?? []).Select(bend => new EdgeStop(x[bend], rows[rowOf[bend]].Top, rows[rowOf[bend]].Bottom));
            EdgeStop begin = new(from.X, from.Bottom, rows[rowOf[edge.From]].Bottom), end = new(ports[i], rows[rowOf[edge.To]].Top - ArrowLength, to.Top);
            return new PlacedEdge(edge, [begin, .. bends, end], graph.Routes[i] is null);
        })];
        return new Placement(boxes, placed,
            Enumerable.Range(0, x.Length).Select(i => x[i] + (widths[i] / 2)).DefaultIfEmpty().Max(), rows.Length == 0 ? 0 : rows[^1].Bottom);
    }

    private static double[] Widths(
        LayeredGraph graph, ImmutableArray<BoxSize> sizes, ImmutableArray<DiagramEdge> edges, Func<DiagramEdge, int, double> labelWidth)
    {
        var widths = new double[graph.ItemCount];
        Array.Fill(widths, BendWidth);
        for (int i = 0; i < sizes.Length; i++)
            widths[i] = sizes[i].Width + BoxGap;
        for (int i = 0; i < edges.Length; i++)
        {
            // All bends alike, or the way could not be straight beside others.
            int[] route = graph.Routes[i] ?? [];
            foreach (int bend in route)
                widths[bend] = Math.Max(widths[bend], labelWidth(edges[i], route.Length) + BendWidth);
        }

        return widths;
    }

    // Rows whose links lead far to the side stand further apart, so that the links are not flat.
    private static (double Top, double Bottom)[] RowsOf(LayeredGraph graph, ImmutableArray<BoxSize> sizes, double[] x)
    {
        var rows = new (double Top, double Bottom)[graph.Order.Length];
        double top = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            double height = graph.Order[row].Where(i => i < graph.NodeCount).Select(i => sizes[i].Height).DefaultIfEmpty().Max();
            rows[row] = (top, top + height);
            double side = graph.Order[row].SelectMany(i => graph.Down(i).Select(link => Math.Abs(x[link.Item] - x[i]))).DefaultIfEmpty().Max();
            top += height + Math.Clamp(LeastRowGap + (side / 12), LeastRowGap, MostRowGap);
        }

        return rows;
    }

    // Arrows enter a box side by side, in the order in which they come.
    private static double[] Ports(ImmutableArray<DiagramEdge> edges, IReadOnlyList<int[]?> routes, ImmutableArray<PlacedBox> boxes, double[] x)
    {
        const double Distance = 14, Used = 0.7;
        var ports = new double[edges.Length];
        foreach (IGrouping<int, int> entering in Enumerable.Range(0, edges.Length).GroupBy(i => edges[i].To))
        {
            int[] sorted = [.. entering.OrderBy(Source)];
            PlacedBox box = boxes[entering.Key];
            if (sorted.Length == 1 && Math.Abs(Source(sorted[0]) - box.X) <= box.Width * Used / 2)
            {
                // Straight down, where it can.
                ports[sorted[0]] = Source(sorted[0]);
                continue;
            }

            double step = Math.Min(Distance, box.Width * Used / sorted.Length);
            for (int i = 0; i < sorted.Length; i++)
                ports[sorted[i]] = box.X + ((i - ((sorted.Length - 1) / 2.0)) * step);
        }

        return ports;

        double Source(int i) => routes[i] is [.., int last] ? x[last] : boxes[edges[i].From].X;
    }
}
