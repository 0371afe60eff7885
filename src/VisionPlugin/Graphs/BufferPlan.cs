using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// Where every value of a graph lies in one block of memory that they share over time. Values that are alive at the
/// same time never overlap. Views share the place of what they view. Graph inputs are alive from the start to their
/// last reader, so they must be set before every run; graph outputs stay alive to the end of the run. Constants are not
/// part of it.
/// </summary>
/// <param name="Offsets">First byte of each value by name, a multiple of the alignment.</param>
/// <param name="TotalBytes">Size of the block.</param>
internal sealed record BufferPlan(ImmutableDictionary<string, long> Offsets, long TotalBytes)
{
    /// <summary>Plans a graph.</summary>
    /// <param name="graph">The compiled graph.</param>
    /// <param name="bytesOf">Bytes that the backend needs for a value of this type and shape.</param>
    /// <param name="alignment">Alignment of every value in bytes.</param>
    /// <param name="isView">
    /// Whether output 0 of a node shares memory with input 0; left out, <see cref="Operators.Operator.IsView"/>
    /// decides.
    /// </param>
    public static BufferPlan Create(
        CompiledGraph graph, Func<TensorInfo, long> bytesOf, int alignment = 64, Func<Node, bool>? isView = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alignment);
        ValueLifetimes lifetimes = ValueLifetimes.Of(graph, isView ?? (node => node.Operator.IsView));
        var blocks = new Dictionary<string, Block>();
        foreach ((string value, string root) in lifetimes.Roots)
        {
            (int first, int last) = lifetimes.Spans[root];
            long bytes = Align(bytesOf(graph.Values[value]), alignment);
            Block? known = blocks.GetValueOrDefault(root);
            blocks[root] = new Block(first, last, Math.Max(bytes, known?.Bytes ?? 0));
        }

        long total = Place(blocks.Values);
        return new BufferPlan(lifetimes.Roots.ToImmutableDictionary(r => r.Key, r => blocks[r.Value].Offset), total);
    }

    /// <summary>
    /// Places pieces of memory, each alive from its first to its last step (both inclusive), so that two which are
    /// alive at the same time never overlap.
    /// </summary>
    /// <param name="spans">The pieces.</param>
    /// <param name="alignment">Alignment of every piece in bytes.</param>
    /// <returns>First byte of each piece, in the order given, and the size of all.</returns>
    public static (long[] Offsets, long TotalBytes) Place(
        IEnumerable<(int First, int Last, long Bytes)> spans, int alignment)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alignment);
        Block[] blocks = [.. spans.Select(s => new Block(s.First, s.Last, Align(s.Bytes, alignment)))];
        long total = Place(blocks);
        return ([.. blocks.Select(b => b.Offset)], total);
    }

    // The largest block first, each into the tightest gap between the blocks that are alive at the same time.
    private static long Place(IEnumerable<Block> blocks)
    {
        long total = 0;
        var placed = new List<Block>();
        foreach (Block block in blocks.OrderByDescending(b => b.Bytes).ThenBy(b => b.First).ThenBy(b => b.Last))
        {
            long end = 0, best = -1, bestGap = long.MaxValue;
            foreach (Block other in placed)
            {
                if (!other.Overlaps(block))
                    continue;
                long gap = other.Offset - end;
                if (gap >= block.Bytes && gap < bestGap)
                    (best, bestGap) = (end, gap);
                end = Math.Max(end, other.Offset + other.Bytes);
            }

            block.Offset = best >= 0 ? best : end;
            total = Math.Max(total, block.Offset + block.Bytes);
            int index = placed.FindIndex(b => b.Offset > block.Offset);
            placed.Insert(index < 0 ? placed.Count : index, block);
        }

        return total;
    }

    private static long Align(long bytes, int alignment) => checked((bytes + alignment - 1) / alignment * alignment);

    private sealed record Block(int First, int Last, long Bytes)
    {
        public long Offset { get; set; }

        public bool Overlaps(Block other) => First <= other.Last && other.First <= Last;
    }
}
