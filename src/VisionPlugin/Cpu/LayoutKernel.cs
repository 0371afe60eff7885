using VisionPlugin.Cpu.Walks;

namespace VisionPlugin.Cpu;

/// <summary>Changes a value's layout.</summary>
internal static class LayoutKernel
{
    /// <summary>Makes the kernel that copies the first input to the first output, each in its own layout.</summary>
    public static CpuKernel Create(KernelContext context) => new CopyKernel(
        context,
        new StridedCopy(
            context.Team, context.X.ElementSize, context.X.Shape.Sizes, StridedPlace.In(context.Y), StridedPlace.In(context.X)));
}
