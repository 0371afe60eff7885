using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Makes the kernels of one operator.</summary>
internal interface IKernelFactory
{
    /// <summary>
    /// The layouts that the kernel reads and writes, or null if there is no fast kernel for this case, which the reference
    /// implementation then computes.
    /// </summary>
    static abstract LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs);

    /// <summary>Makes the kernel of a node that <see cref="RuleFor"/> accepted.</summary>
    /// <typeparam name="TVec">The registers to use.</typeparam>
    static abstract CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>;
}
