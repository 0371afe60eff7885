using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Walks;

/// <summary>
/// A tensor in memory, seen along one axis or a few that are neighbours in memory: element (o, i, r) of an
/// (Outer, Length, Inner) block.
/// </summary>
/// <param name="Outer">Elements of the axes before.</param>
/// <param name="Length">Elements of the axes themselves.</param>
/// <param name="Inner">Elements of the axes after.</param>
internal readonly record struct AxisWalk(int Outer, int Length, int Inner)
{
    /// <summary>
    /// The walk along <paramref name="axes"/> of a shape, or null if another axis of more than one element lies between
    /// them in memory.
    /// </summary>
    public static AxisWalk? Create(TensorShape shape, Layout layout, params ReadOnlySpan<int> axes)
    {
        int outer = 1, length = 1, inner = 1;
        bool begun = false;
        foreach (int axis in StridedWalk.MemoryOrder(shape.Rank, layout))
        {
            int size = shape[axis];
            if (size == 1)
                continue;
            if (axes.Contains(axis))
            {
                if (inner > 1)
                    return null;
                begun = true;
                length *= size;
            }
            else if (begun)
            {
                inner *= size;
            }
            else
            {
                outer *= size;
            }
        }

        return new AxisWalk(outer, length, inner);
    }
}
