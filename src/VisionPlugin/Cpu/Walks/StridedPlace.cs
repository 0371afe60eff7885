using System.Collections.Immutable;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Walks;

/// <summary>A box of elements in memory: its first element, and the strides along its axes in elements.</summary>
internal readonly unsafe struct StridedPlace(byte* first, int[] strides)
{
    /// <summary>The first element.</summary>
    public byte* First { get; } = first;

    /// <summary>Elements between neighbours along each axis.</summary>
    public int[] Strides { get; } = strides;

    /// <summary>The box that starts some elements further along an axis of an operand.</summary>
    public static StridedPlace In(Operand operand, int axis = 0, int start = 0)
    {
        int[] strides = operand.Strides();
        nint offset = start == 0 ? 0 : (nint)start * strides[axis] * operand.ElementSize;
        return new StridedPlace(operand.Bytes + offset, strides);
    }

    /// <summary>The same first element with other strides.</summary>
    public StridedPlace With(int[] strides) => new(First, strides);

    /// <summary>The same first element with the axes reordered: axis i was axis order[i].</summary>
    public StridedPlace Reorder(int[] order)
    {
        int[] strides = Strides;
        return With([.. order.Select(axis => strides[axis])]);
    }

    /// <summary>
    /// The part of an operand that a map, made for the row-major tensor, takes along the operand's own axes: each stride of
    /// the map is a multiple of the axis' own.
    /// </summary>
    public StridedPlace Part(Operand operand, StridedMap map)
    {
        ImmutableArray<int> rowMajor = StridedMap.RowMajor(operand.Shape);
        var strides = new int[rowMajor.Length];
        nint start = 0;
        int offset = map.Offset;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            strides[axis] = map.Strides[axis] / rowMajor[axis] * Strides[axis];
            start += (nint)(offset / rowMajor[axis]) * Strides[axis];
            offset %= rowMajor[axis];
        }

        return new StridedPlace(First + (start * operand.ElementSize), strides);
    }
}
