namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Counts how often links between neighbouring rows cross, in O(links * log(row)): a link crosses those before it that end
/// further right (Barth, Jünger, Mutzel, Simple and Efficient Bilayer Cross Counting, 2002).
/// </summary>
internal static class Crossings
{
    /// <summary>The crossings of all rows.</summary>
    /// <param name="graph">The graph, its rows in order.</param>
    /// <param name="place">The place of each item in its row.</param>
    public static long Count(LayeredGraph graph, int[] place)
    {
        long crossings = 0;
        for (int i = 0; i + 1 < graph.Order.Length; i++)
            crossings += Between(graph, graph.Order[i], new int[graph.Order[i + 1].Length + 1], place);
        return crossings;
    }

    // ends is a Fenwick tree: how many links end at each place so far.
    private static long Between(LayeredGraph graph, int[] upper, int[] ends, int[] place)
    {
        long crossings = 0;
        int seen = 0;
        foreach (int item in upper)
        {
            int[] targets = [.. graph.Down(item).Select(link => place[link.Item]).Order()];
            foreach (int target in targets)
            {
                int notRight = 0;
                for (int i = target + 1; i > 0; i -= i & -i)
                    notRight += ends[i];
                crossings += seen - notRight;
            }

            foreach (int target in targets)
            {
                for (int i = target + 1; i < ends.Length; i += i & -i)
                    ends[i]++;
            }

            seen += targets.Length;
        }

        return crossings;
    }
}
