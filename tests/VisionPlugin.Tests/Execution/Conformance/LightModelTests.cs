using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution.Conformance;

/// <summary>ONNX's light models: whole networks whose weights are made by nodes, with recorded outputs.</summary>
public class LightModelTests
{
    [SkippableTheory]
    [MemberData(nameof(LightModels.Names), MemberType = typeof(LightModels))]
    public void Give_the_recorded_outputs_on_the_cpu(string name)
    {
        using var backend = new CpuBackend(2);
        LightModels.Check(name, backend);
    }

    // The others take the plain loops too long.
    [SkippableFact]
    public void SqueezeNet_gives_the_recorded_output_on_the_reference()
    {
        using var backend = new ReferenceBackend();
        LightModels.Check("light_squeezenet", backend);
    }
}
