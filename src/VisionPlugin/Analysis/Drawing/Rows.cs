using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>Which row of a layered drawing a node is in: below everything that it reads.</summary>
internal static class Rows
{
    /// <summary>
    /// Longest-path layering, from the top; nodes that read nothing stand right above the first that reads them, since a second
    /// input of a network may be needed at its end only.
    /// </summary>
    public static int[] Of(int nodes, ImmutableArray<DiagramEdge> edges)
    {
        var rows = new int[nodes];
        var earliest = new int[nodes];
        var reads = new bool[nodes];
        Array.Fill(earliest, int.MaxValue);
        foreach (DiagramEdge edge in edges.OrderBy(e => e.To))
        {
            rows[edge.To] = Math.Max(rows[edge.To], rows[edge.From] + 1);
            reads[edge.To] = true;
        }

        foreach (DiagramEdge edge in edges)
            earliest[edge.From] = Math.Min(earliest[edge.From], rows[edge.To]);
        for (int i = 0; i < nodes; i++)
        {
            if (!reads[i] && earliest[i] < int.MaxValue)
                rows[i] = earliest[i] - 1;
        }

        return rows;
    }

    /// <summary>How many rows lie below a node on the longest way down.</summary>
    public static int[] Below(int nodes, ImmutableArray<DiagramEdge> edges)
    {
        var below = new int[nodes];
        foreach (DiagramEdge edge in edges.OrderByDescending(e => e.From))
            below[edge.From] = Math.Max(below[edge.From], below[edge.To] + 1);
        return below;
    }
}
