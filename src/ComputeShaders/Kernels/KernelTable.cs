using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>The GPU kernel of each operator: one line an operator.</summary>
internal static class KernelTable
{
    private static readonly Dictionary<Type, Entry> Entries = new()
    {
        [typeof(Conv)] = Of<Conv>(ConvKernel.Create, ConvKernel.WhyUnsupported),
    };

    /// <summary>Operators that have a kernel.</summary>
    public static IReadOnlyCollection<Type> Operators => Entries.Keys;

    /// <summary>Null if there is a kernel for the operator on these inputs, else the reason why not.</summary>
    public static string? WhyUnsupported(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        if (!Entries.TryGetValue(op.GetType(), out Entry? entry))
            return $"{op.Name} has no GPU kernel";
        foreach (TensorInfo input in inputs)
        {
            if (input.DataType is DataType.Float64 or DataType.Float16 or DataType.UInt64 && !input.IsConstant)
                return $"{input.DataType} is not kept on the GPU";
        }

        return entry.WhyUnsupported?.Invoke(op, [.. inputs]);
    }

    /// <summary>The kernels of an operator that <see cref="WhyUnsupported"/> accepted.</summary>
    public static GpuOperation Create(Operator op, KernelRequest request) => Entries[op.GetType()].Create(op, request);

    private static Entry Of<T>(Func<T, KernelRequest, GpuOperation> create, Func<T, TensorInfo[], string?>? unsupported = null)
        where T : Operator
        => new((op, request) => create((T)op, request), unsupported is null ? null : (op, inputs) => unsupported((T)op, inputs));

    private sealed record Entry(
        Func<Operator, KernelRequest, GpuOperation> Create, Func<Operator, TensorInfo[], string?>? WhyUnsupported);
}
