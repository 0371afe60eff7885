using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An operator's line in the <see cref="KernelTable"/>.</summary>
internal abstract class KernelEntry
{
    /// <summary>The entry for a factory.</summary>
    public static KernelEntry Of<TFactory>()
        where TFactory : IKernelFactory
        => new Entry<TFactory>();

    /// <summary>See <see cref="IKernelFactory.RuleFor"/>.</summary>
    public abstract LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs);

    /// <summary>Makes the kernel for a register width in bits.</summary>
    public abstract CpuKernel Create(KernelContext context, int width);

    private sealed class Entry<TFactory> : KernelEntry
        where TFactory : IKernelFactory
    {
        public override LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => TFactory.RuleFor(op, inputs);

        public override CpuKernel Create(KernelContext context, int width) => width switch
        {
            512 => TFactory.Create<Float512>(context),
            256 => TFactory.Create<Float256>(context),
            _ => TFactory.Create<Float128>(context),
        };
    }
}
