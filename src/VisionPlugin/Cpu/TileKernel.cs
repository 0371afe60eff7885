using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Repeats a tensor as a whole.</summary>
internal abstract class TileKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Follow;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
    {
        TensorShape x = context.X.Shape, y = context.Y.Shape;
        int[][] tables = [.. Enumerable.Range(0, x.Rank)
            .Select(axis => Enumerable.Range(0, y[axis]).Select(i => i % x[axis]).ToArray())];
        return new TableCopy(context, tables, fill: null);
    }
}
