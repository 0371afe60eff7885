using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Walks;

/// <summary>
/// A walk over a box of elements in the memory order of its first tensor, which knows the offsets of up to three tensors at
/// each step. Axes that are contiguous with their neighbours in all tensors are merged, so that the innermost runs are as
/// long as can be.
/// </summary>
internal sealed class StridedWalk
{
    /// <summary>The most tensors of a walk.</summary>
    public const int MaxTensors = 3;

    private StridedWalk(int[] sizes, int[][] strides)
    {
        (Sizes, Strides) = (sizes, strides);
        Rows = 1;
        for (int i = 0; i < sizes.Length - 1; i++)
            Rows *= sizes[i];
    }

    /// <summary>Sizes along the merged axes, outermost first; at least one.</summary>
    public int[] Sizes { get; }

    /// <summary>For each tensor the strides along the merged axes, in elements.</summary>
    public int[][] Strides { get; }

    /// <summary>Elements of an innermost run.</summary>
    public int Length => Sizes[^1];

    /// <summary>Innermost runs.</summary>
    public int Rows { get; }

    /// <summary>Plans a walk.</summary>
    /// <param name="sizes">Sizes of the box along the graph's axes.</param>
    /// <param name="strides">For each tensor its strides along these axes; the first tensor's set the order.</param>
    public static StridedWalk Create(ReadOnlySpan<int> sizes, params int[][] strides)
    {
        int[] extents = sizes.ToArray();
        int[] axes = [.. Enumerable.Range(0, extents.Length).Where(axis => extents[axis] != 1)
            .OrderByDescending(axis => Math.Abs(strides[0][axis]))];
        var merged = new List<(int Size, int[] Strides)>();
        foreach (int axis in axes)
        {
            int[] steps = [.. strides.Select(s => s[axis])];
            bool joins = merged.Count > 0
                && merged[^1].Strides.Zip(steps, (outer, inner) => outer == inner * extents[axis]).All(same => same);
            if (joins)
                merged[^1] = (merged[^1].Size * extents[axis], steps);
            else
                merged.Add((extents[axis], steps));
        }

        if (merged.Count == 0)
            merged.Add((1, [.. strides.Select(_ => 1)]));
        return new StridedWalk(
            [.. merged.Select(m => m.Size)],
            [.. strides.Select((_, tensor) => merged.Select(m => m.Strides[tensor]).ToArray())]);
    }

    /// <summary>The strides of an operand that is broadcast to an output's shape, along the output's axes.</summary>
    public static int[] Broadcast(Operand operand, TensorShape output)
    {
        int[] own = operand.Strides();
        var strides = new int[output.Rank];
        int missing = output.Rank - own.Length;
        for (int axis = 0; axis < own.Length; axis++)
            strides[missing + axis] = operand.Shape[axis] == 1 ? 0 : own[axis];
        return strides;
    }

    /// <summary>The axis of the graph in the order of a layout's memory.</summary>
    public static int[] MemoryOrder(int rank, Layout layout) => layout == Layout.Planar
        ? [.. Enumerable.Range(0, rank)]
        : [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>A cursor at the beginning of an innermost run.</summary>
    public WalkCursor At(int row) => new(this, row);
}
