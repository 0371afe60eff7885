using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>A tensor as a kernel meets it: memory, the graph's shape, and the order of the elements in memory.</summary>
/// <param name="Tensor">The memory, pinned; its shape is the graph's whatever the layout.</param>
/// <param name="Layout">The order of the elements.</param>
/// <param name="IsConstant">The elements are known when the kernel is made and never change.</param>
/// <param name="FirstChannel">
/// The tensor's channel that is the kernel's first, where the kernel writes some channels of a larger tensor.
/// </param>
internal sealed record Operand(Tensor Tensor, Layout Layout, bool IsConstant, int FirstChannel = 0)
{
    /// <summary>The shape in the graph's order of axes.</summary>
    public TensorShape Shape => Tensor.Shape;

    /// <summary>True if the elements are channels-last.</summary>
    public bool IsChannelsLast => Layout == Layout.ChannelsLast;

    /// <summary>Bytes of an element.</summary>
    public int ElementSize => DataTypes.SizeOf(Tensor.DataType);

    /// <summary>The first element of a tensor of floats.</summary>
    public unsafe float* Data => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Tensor.AsSpan<float>()));

    /// <summary>The first byte.</summary>
    public unsafe byte* Bytes => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Tensor.AsBytes()));

    /// <summary>Element strides along the graph's axes.</summary>
    public int[] Strides()
    {
        var strides = new int[Shape.Rank];
        int step = 1;
        if (IsChannelsLast)
        {
            strides[1] = 1;
            step = Shape[1];
        }

        for (int axis = Shape.Rank - 1; axis >= 0; axis--)
        {
            if (IsChannelsLast && axis == 1)
                continue;
            strides[axis] = step;
            step *= Shape[axis];
        }

        return strides;
    }
}
