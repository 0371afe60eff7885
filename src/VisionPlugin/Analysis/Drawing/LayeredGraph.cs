using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// A graph whose nodes stand in rows, with bends where edges pass a row, so that all links lead to the next row. Edges from the same
/// node share their bends.
/// </summary>
internal sealed class LayeredGraph
{
    /// <summary>More bends cost more time than a drawing of that size is worth: the longest edges go straight.</summary>
    public const int MaxBends = 20_000;

    // How much a link wants to be vertical. The longest way through the network does before all.
    private const double SpineWeight = 1000, BendWeight = 8, PlainWeight = 1;

    private readonly List<List<(int Item, double Weight)>> _up = [], _down = [];
    private readonly List<int> _rowOf = [];

    /// <summary>Lays out the nodes 0 to <paramref name="nodes"/> - 1 in rows and bends the edges between.</summary>
    public LayeredGraph(int nodes, ImmutableArray<DiagramEdge> edges)
    {
        int[] rows = Rows.Of(nodes, edges), below = Rows.Below(nodes, edges);
        foreach (int row in rows)
            Add(row);
        int longest = LongestRouted(rows, edges);
        var bends = new Dictionary<(int From, int Row), int>();
        Routes = [.. edges.Select(edge =>
        {
            int span = rows[edge.To] - rows[edge.From];
            if (span > longest)
                return null;
            var route = new int[span - 1];
            int last = edge.From;
            for (int i = 0; i < route.Length; i++)
            {
                if (!bends.TryGetValue((edge.From, i), out route[i]))
                {
                    bends[(edge.From, i)] = route[i] = Add(rows[edge.From] + 1 + i);
                    Link(last, route[i], i == 0 ? PlainWeight : BendWeight);
                }

                last = route[i];
            }

            Link(last, edge.To, span == 1 && below[edge.From] == below[edge.To] + 1 ? SpineWeight : PlainWeight);
            return route;
        })];
        NodeCount = nodes;
        Order = [.. Enumerable.Range(0, _rowOf.Count).GroupBy(i => _rowOf[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    /// <summary>Items below this are nodes, the others bends.</summary>
    public int NodeCount { get; }

    /// <summary>Nodes and bends.</summary>
    public int ItemCount => _rowOf.Count;

    /// <summary>The items of each row from left to right.</summary>
    public int[][] Order { get; }

    /// <summary>The bends of each edge from top to bottom; null where it goes straight.</summary>
    public IReadOnlyList<int[]?> Routes { get; }

    /// <summary>Items of the row above that lead to an item.</summary>
    public List<(int Item, double Weight)> Up(int item) => _up[item];

    /// <summary>Items of the row below that an item leads to.</summary>
    public List<(int Item, double Weight)> Down(int item) => _down[item];

    private int Add(int row)
    {
        _rowOf.Add(row);
        _up.Add([]);
        _down.Add([]);
        return _rowOf.Count - 1;
    }

    private void Link(int from, int to, double weight)
    {
        _down[from].Add((to, weight));
        _up[to].Add((from, weight));
    }

    // The largest span for which all edges of at most that span need no more bends than there may be.
    private static int LongestRouted(int[] rows, ImmutableArray<DiagramEdge> edges)
    {
        int low = 1, high = rows.Length == 0 ? 1 : rows.Max() + 1;
        while (low < high)
        {
            int span = (low + high + 1) / 2;
            long bends = edges.Where(e => rows[e.To] - rows[e.From] <= span).GroupBy(e => e.From)
                .Sum(g => (long)g.Max(e => rows[e.To] - rows[e.From]) - 1);
            if (bends <= MaxBends)
                low = span;
            else
                high = span - 1;
        }

        return low;
    }
}
