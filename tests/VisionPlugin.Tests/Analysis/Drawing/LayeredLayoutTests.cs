using System.Collections.Immutable;
using VisionPlugin.Analysis.Drawing;

namespace VisionPlugin.Tests.Analysis.Drawing;

public class LayeredLayoutTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 6, 1)]
    [InlineData(3, 30, 2)]
    [InlineData(4, 60, 10)]
    [InlineData(5, 150, 3)]
    [InlineData(6, 150, 40)]
    [InlineData(7, 400, 5)]
    public void Boxes_stand_apart_and_arrows_lead_down_past_them(int seed, int nodes, double reach)
    {
        (ImmutableArray<BoxSize> sizes, ImmutableArray<DiagramEdge> edges) = RandomDiagram.Create(seed, nodes, reach);
        Placement placement = LayeredLayout.Run(sizes, edges, (_, _) => 40);
        Assert.Equal(sizes.AsEnumerable(), placement.Boxes.Select(b => new BoxSize(Math.Round(b.Width, 6), b.Height)));
        Assert.Equal(edges.AsEnumerable(), placement.Edges.Select(e => e.Edge));
        AssertApart(placement.Boxes);
        Assert.All(placement.Boxes, b =>
        {
            Assert.InRange(b.Left, -1e-6, placement.Width - b.Width + 1e-6);
            Assert.InRange(b.Top, -1e-6, placement.Height - b.Height + 1e-6);
        });
        foreach (PlacedEdge edge in placement.Edges)
            AssertDown(edge, placement);
    }

    [Fact]
    public void The_same_graph_gives_the_same_drawing()
    {
        (ImmutableArray<BoxSize> sizes, ImmutableArray<DiagramEdge> edges) = RandomDiagram.Create(8, 120, 12);
        Placement one = LayeredLayout.Run(sizes, edges, (_, _) => 0), two = LayeredLayout.Run(sizes, edges, (_, _) => 0);
        Assert.Equal(one.Boxes.AsEnumerable(), two.Boxes);
        Assert.Equal(one.Edges.SelectMany(e => e.Stops), two.Edges.SelectMany(e => e.Stops));
    }

    [Fact]
    public void A_chain_is_a_straight_column_and_shortcuts_run_beside_it()
    {
        ImmutableArray<BoxSize> sizes = [.. Enumerable.Repeat(new BoxSize(100, 40), 10)];
        ImmutableArray<DiagramEdge> edges = [.. Enumerable.Range(0, 9).Select(i => Edge(i, i + 1)), Edge(1, 5), Edge(5, 8)];
        Placement placement = LayeredLayout.Run(sizes, edges, (_, _) => 0);
        Assert.All(placement.Boxes, b => Assert.Equal(placement.Boxes[0].X, b.X, 0.5));
        foreach (PlacedEdge shortcut in placement.Edges.Where(e => e.Stops.Length > 2))
            Assert.Single(shortcut.Stops[1..^1].Select(s => Math.Round(s.X, 6)).Distinct());
        Assert.Equal(2, placement.Edges.Count(e => e.Stops.Length > 2));
    }

    // Two trees whose leaves are joined in the wrong order: sorted, nothing crosses.
    [Fact]
    public void Crossings_that_need_not_be_are_removed()
    {
        ImmutableArray<DiagramEdge> edges = [Edge(0, 1), Edge(0, 2), Edge(0, 3), Edge(1, 6), Edge(2, 5), Edge(3, 4), Edge(4, 7), Edge(5, 7), Edge(6, 7)];
        var graph = new LayeredGraph(8, edges);
        Assert.Equal(3, Count(graph));
        CrossingReduction.Run(graph);
        Assert.Equal(0, Count(graph));
    }

    [Fact]
    public void Crossings_are_counted_as_pairs_of_links_in_opposite_order()
    {
        (_, ImmutableArray<DiagramEdge> edges) = RandomDiagram.Create(9, 60, 8);
        var graph = new LayeredGraph(60, edges);
        int[] place = Places(graph);
        long slow = 0;
        foreach (int[] row in graph.Order)
        {
            (int From, int To)[] links = [.. row.SelectMany(i => graph.Down(i).Select(d => (place[i], place[d.Item])))];
            slow += links.SelectMany(_ => links, (a, b) => (a, b)).Count(p => p.a.From < p.b.From && p.a.To > p.b.To);
        }

        Assert.True(slow > 0);
        Assert.Equal(slow, Count(graph));
    }

    [Fact]
    public void Inputs_needed_late_stand_where_they_are_needed()
    {
        Placement placement = LayeredLayout.Run([.. Enumerable.Repeat(new BoxSize(50, 20), 6)],
            [Edge(0, 2), Edge(2, 3), Edge(3, 4), Edge(4, 5), Edge(1, 5)], (_, _) => 0);
        Assert.Equal(placement.Boxes[4].Top, placement.Boxes[1].Top);
    }

    [Fact]
    public void Pooled_numbers_are_the_nearest_that_do_not_fall() =>
        Assert.Equal([1, 3, 3, 3, 9], OrderedRegression.Of([(1, 1), (4, 1), (3, 1), (2, 1), (9, 2)]));

    // Without bound 3,000 layers that are all read at the end would have 4.5 million bends.
    [Fact]
    public void Thousands_of_layers_are_drawn_with_a_bounded_number_of_bends()
    {
        const int Layers = 3000;
        ImmutableArray<DiagramEdge> edges = [.. Enumerable.Range(0, Layers - 1).Select(i => Edge(i, i + 1)), .. Enumerable.Range(0, Layers - 2).Select(i => Edge(i, Layers - 1))];
        Placement placement = LayeredLayout.Run([.. Enumerable.Repeat(new BoxSize(90, 40), Layers)], edges, (_, _) => 0);
        Assert.Equal(edges.Length, placement.Edges.Length);
        Assert.True(new LayeredGraph(Layers, edges).ItemCount <= Layers + LayeredGraph.MaxBends);
        Assert.InRange(placement.Edges.Count(e => e.IsDirect), 1, Layers);
        Assert.DoesNotContain(placement.Edges, e => e.IsDirect && e.Edge.To == e.Edge.From + 1);
        AssertApart(placement.Boxes);
    }

    private static DiagramEdge Edge(int from, int to) => new(from, to, "", false);

    private static long Count(LayeredGraph graph) => Crossings.Count(graph, Places(graph));

    private static int[] Places(LayeredGraph graph)
    {
        var place = new int[graph.ItemCount];
        foreach (int[] row in graph.Order)
        {
            for (int i = 0; i < row.Length; i++)
                place[row[i]] = i;
        }

        return place;
    }

    private static void AssertApart(ImmutableArray<PlacedBox> boxes)
    {
        PlacedBox[] sorted = [.. boxes.OrderBy(b => b.Top)];
        for (int i = 0; i < sorted.Length; i++)
        {
            for (int j = i + 1; j < sorted.Length && sorted[j].Top < sorted[i].Bottom; j++)
                Assert.True(sorted[j].Left >= sorted[i].Right || sorted[i].Left >= sorted[j].Right, $"{sorted[i]} and {sorted[j]} overlap.");
        }
    }

    // From the lower end of a box to the upper end of a lower one. Where it passes rows it is vertical, and meets no box.
    private static void AssertDown(PlacedEdge edge, Placement placement)
    {
        PlacedBox from = placement.Boxes[edge.Edge.From], to = placement.Boxes[edge.Edge.To];
        Assert.Equal(from.Bottom, edge.Stops[0].Top);
        Assert.Equal(to.Top, edge.Stops[^1].Bottom);
        Assert.InRange(edge.Stops[0].X, from.Left, from.Right);
        Assert.InRange(edge.Stops[^1].X, to.Left, to.Right);
        Assert.All(edge.Stops, stop => Assert.True(stop.Top <= stop.Bottom));
        for (int i = 1; i < edge.Stops.Length; i++)
            Assert.True(edge.Stops[i - 1].Bottom < edge.Stops[i].Top);
        foreach (EdgeStop stop in edge.Stops[1..^1])
            Assert.DoesNotContain(placement.Boxes, b => b.Top < stop.Bottom && stop.Top < b.Bottom && b.Left < stop.X && stop.X < b.Right);
    }
}
