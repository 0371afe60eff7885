using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

public class GpuLightModelTests
{
    [SkippableTheory]
    [MemberData(nameof(LightModels.Names), MemberType = typeof(LightModels))]
    public void Light_models_give_the_recorded_outputs_on_the_GPU(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        LightModels.Check(name, backend);
    }
}
