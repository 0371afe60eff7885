namespace VisionPlugin.Cpu.Walks;

/// <summary>A box of elements in memory: its first element, and the strides along its axes in elements.</summary>
internal readonly unsafe struct StridedPlace(byte* first, int[] strides)
{
    /// <summary>The first element.</summary>
    public byte* First { get; } = first;

    /// <summary>Elements between neighbours along each axis.</summary>
    public int[] Strides { get; } = strides;

    /// <summary>The same first element with the axes reordered: axis i was axis order[i].</summary>
    public StridedPlace Reorder(int[] order)
    {
        int[] strides = Strides;
        return new StridedPlace(First, [.. order.Select(axis => strides[axis])]);
    }

    /// <summary>The box that starts some elements further along an axis of an operand.</summary>
    public static StridedPlace In(Operand operand, int axis = 0, int start = 0)
    {
        int[] strides = operand.Strides();
        return new StridedPlace(operand.Bytes + ((nint)start * (strides.Length == 0 ? 0 : strides[axis]) * operand.ElementSize), strides);
    }
}
