using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Matching;

public class MatchOnGpuTests
{
    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void The_likeness_is_the_formula_at_every_place(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        MatchAssert.LikeTheFormula(gpu);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_part_of_a_picture_is_found_at_its_scale(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var gpu = new GpuBackend(device);
        MatchAssert.FindsWhatWasCutOut(gpu);
    }
}
