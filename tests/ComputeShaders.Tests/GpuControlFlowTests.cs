using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing.Control;

namespace VisionPlugin.ComputeShaders.Tests;

public class GpuControlFlowTests
{
    public static TheoryData<string> Cases => ControlCases.Names;

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Written_out_control_flow_runs_on_the_GPU(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Es);
        using var backend = new GpuBackend(device);
        ControlCases.Find(name).Check(backend);
    }
}
