using VisionPlugin.Cpu.Walks;

namespace VisionPlugin.Cpu;

/// <summary>Copies boxes of elements, one after the other.</summary>
internal sealed class CopyKernel(KernelContext context, params StridedCopy[] copies) : CpuKernel(context)
{
    /// <inheritdoc/>
    public override void Run()
    {
        foreach (StridedCopy copy in copies)
            copy.Run();
    }
}
