namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Orders the items of each row so that few links cross: rows are sorted by the mean place of their neighbours in the row before, down
/// and up in turns, and the best order is kept (Sugiyama, Tagawa, Toda, Methods for Visual Understanding of Hierarchical System
/// Structures, 1981).
/// </summary>
internal static class CrossingReduction
{
    private const int Sweeps = 24, Patience = 6;

    // Links looked at in all; a drawing of thousands of nodes is not worth more.
    private const long Budget = 20_000_000;

    /// <summary>Reorders the rows.</summary>
    public static void Run(LayeredGraph graph)
    {
        int[][] rows = graph.Order;
        var place = new int[graph.ItemCount];
        foreach (int[] row in rows)
            Remember(row, place);
        int[][] best = Copy(rows);
        long least = Crossings.Count(graph, place), links = 1 + graph.ItemCount + Enumerable.Range(0, graph.ItemCount).Sum(i => (long)graph.Down(i).Count);
        int idle = 0;
        for (int sweep = 0; sweep < Math.Min(Sweeps, Math.Max(2, Budget / links)) && least > 0 && idle < Patience; sweep++)
        {
            bool isDown = sweep % 2 == 0;
            for (int i = 1; i < rows.Length; i++)
                Sort(graph, isDown ? rows[i] : rows[^(i + 1)], isDown, place);
            long crossings = Crossings.Count(graph, place);
            idle++;
            if (crossings < least)
                (least, best, idle) = (crossings, Copy(rows), 0);
        }

        Array.Copy(best, rows, rows.Length);
    }

    // A stable sort: the result does not depend on anything but the graph. What has no neighbours stays where it is.
    private static void Sort(LayeredGraph graph, int[] row, bool isDown, int[] place)
    {
        double[] means = [.. row.Select(item =>
        {
            List<(int Item, double Weight)> neighbours = isDown ? graph.Up(item) : graph.Down(item);
            return neighbours.Count == 0 ? place[item] : neighbours.Average(n => (double)place[n.Item]);
        })];
        int[] sorted = [.. Enumerable.Range(0, row.Length).OrderBy(i => means[i]).Select(i => row[i])];
        sorted.CopyTo(row, 0);
        Remember(row, place);
    }

    private static void Remember(int[] row, int[] place)
    {
        for (int i = 0; i < row.Length; i++)
            place[row[i]] = i;
    }

    private static int[][] Copy(int[][] rows) => [.. rows.Select(row => row.ToArray())];
}
