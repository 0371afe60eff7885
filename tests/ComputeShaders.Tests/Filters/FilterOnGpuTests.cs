using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Filters;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Filters;

public class FilterOnGpuTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Filters_give_what_plain_loops_give(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        foreach (FilterKernel kernel in FilterAssert.Kernels)
            FilterAssert.LikePlainLoops(gpu, kernel);
    }
}
