namespace VisionPlugin.Cpu;

/// <summary>One step of a plan, bound to its tensors, packed weights and threads. Running it allocates nothing.</summary>
internal abstract class CpuKernel(KernelContext context)
{
    /// <summary>What the kernel is bound to; keeps the memory alive that the kernel has pointers into.</summary>
    protected KernelContext Context { get; } = context;

    /// <summary>Computes the step's outputs from its inputs.</summary>
    public abstract void Run();
}
