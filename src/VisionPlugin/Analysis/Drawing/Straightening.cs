namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Makes long edges straight: all bends of a way go to one place if their rows have room for it there. From both sides in turns,
/// so that bundles of them find room outwards.
/// </summary>
internal static class Straightening
{
    // Each one may free the next of a bundle.
    private const int Rounds = 16;

    /// <summary>Moves bends; nodes stay, and so do order and distances.</summary>
    /// <param name="graph">The graph, its rows in order.</param>
    /// <param name="widths">Width of each item, what lies between included.</param>
    /// <param name="x">The middle of each item.</param>
    public static void Run(LayeredGraph graph, double[] widths, double[] x)
    {
        var left = new int?[graph.ItemCount];
        var right = new int?[graph.ItemCount];
        foreach (int[] row in graph.Order)
        {
            for (int i = 1; i < row.Length; i++)
                (left[row[i]], right[row[i - 1]]) = (row[i - 1], row[i]);
        }

        // Edges of the same node share their bends: its longest way has them all.
        int[][] ways = [.. graph.Routes.OfType<int[]>().Where(r => r.Length > 1).GroupBy(r => r[0]).Select(g => g.MaxBy(r => r.Length)!)];
        bool isCrooked = true;
        for (int round = 0; round < Rounds && isCrooked; round++)
        {
            isCrooked = false;
            int direction = round % 2 == 0 ? 1 : -1;
            foreach (int[] way in ways.OrderBy(w => direction * Middle(w, x)))
            {
                double least = way.Max(i => left[i] is { } l ? x[l] + ((widths[l] + widths[i]) / 2) : double.NegativeInfinity);
                double most = way.Min(i => right[i] is { } r ? x[r] - ((widths[r] + widths[i]) / 2) : double.PositiveInfinity);
                if (least > most)
                {
                    isCrooked = true;
                    continue;
                }

                double place = Math.Clamp(Middle(way, x), least, most);
                foreach (int bend in way)
                    x[bend] = place;
            }
        }
    }

    private static double Middle(int[] way, double[] x) => way.Select(i => x[i]).Order().ElementAt(way.Length / 2);
}
