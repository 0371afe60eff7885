namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Where the items of ordered rows lie horizontally: each as near to the median of its neighbours as its row allows, rows in
/// turns down and up (after Gansner et al., A Technique for Drawing Directed Graphs, 1993, 4.2). Within a row the nearest
/// places that keep order and distances are a regression with ordered results, which pooling of neighbours solves exactly.
/// </summary>
internal static class Columns
{
    private const int Sweeps = 16;
    private const long Budget = 20_000_000;

    /// <summary>The middle of each item.</summary>
    /// <param name="graph">The graph, its rows in order.</param>
    /// <param name="widths">Width of each item, what lies between included.</param>
    public static double[] Of(LayeredGraph graph, double[] widths)
    {
        var x = new double[graph.ItemCount];
        foreach (int[] row in graph.Order)
        {
            double right = -row.Sum(i => widths[i]) / 2;
            foreach (int item in row)
            {
                x[item] = right + (widths[item] / 2);
                right += widths[item];
            }
        }

        long sweeps = Math.Clamp(Budget / Math.Max(1, 20L * graph.ItemCount), 4, Sweeps);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            bool isDown = sweep % 2 == 0, isLast = sweep >= sweeps - 2;
            for (int i = 0; i < graph.Order.Length; i++)
                Align(graph, graph.Order[isDown ? i : graph.Order.Length - 1 - i], widths, x, isDown || isLast, !isDown || isLast);
        }

        return x;
    }

    private static void Align(LayeredGraph graph, int[] row, double[] widths, double[] x, bool toUpper, bool toLower)
    {
        // An item without neighbours on that side has hardly a wish: to stay.
        const double Indifferent = 0.01;
        var wishes = new (double X, double Weight)[row.Length];
        double left = 0;
        var offsets = new double[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            (int Item, double Weight)[] neighbours = [.. toUpper ? graph.Up(row[i]) : [], .. toLower ? graph.Down(row[i]) : []];
            offsets[i] = left + (widths[row[i]] / 2);
            left += widths[row[i]];
            wishes[i] = neighbours.Length == 0 ? (x[row[i]], Indifferent) : (Median(neighbours, x), neighbours.Sum(n => n.Weight));
            wishes[i].X -= offsets[i];
        }

        double[] places = OrderedRegression.Of(wishes);
        for (int i = 0; i < row.Length; i++)
            x[row[i]] = places[i] + offsets[i];
    }

    private static double Median((int Item, double Weight)[] neighbours, double[] x)
    {
        Array.Sort(neighbours, (a, b) => x[a.Item].CompareTo(x[b.Item]));
        double half = neighbours.Sum(n => n.Weight) / 2, sum = 0;
        for (int i = 0; i < neighbours.Length; i++)
        {
            sum += neighbours[i].Weight;
            if (sum > half)
                return x[neighbours[i].Item];
            if (sum == half)
                return (x[neighbours[i].Item] + x[neighbours[i + 1].Item]) / 2;
        }

        return x[neighbours[^1].Item];
    }
}
