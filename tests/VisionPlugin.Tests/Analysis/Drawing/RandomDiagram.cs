using System.Collections.Immutable;
using VisionPlugin.Analysis.Drawing;

namespace VisionPlugin.Tests.Analysis.Drawing;

/// <summary>Boxes of all sizes with arrows between, as networks have them: most lead to the next, some far.</summary>
internal static class RandomDiagram
{
    public static (ImmutableArray<BoxSize> Sizes, ImmutableArray<DiagramEdge> Edges) Create(int seed, int nodes, double reach)
    {
        var random = new Random(seed);
        ImmutableArray<BoxSize> sizes = [.. Enumerable.Range(0, nodes).Select(_ => new BoxSize(random.Next(40, 220), random.Next(20, 90)))];
        var pairs = new SortedSet<(int From, int To)>();
        for (int to = 1; to < nodes; to++)
        {
            for (int i = random.Next(4); i > 0; i--)
                pairs.Add((Math.Max(0, to - 1 - (int)(-Math.Log(1 - random.NextDouble()) * reach)), to));
        }

        return (sizes, [.. pairs.Select(p => new DiagramEdge(p.From, p.To, $"{p.From}", random.Next(5) == 0))]);
    }
}
