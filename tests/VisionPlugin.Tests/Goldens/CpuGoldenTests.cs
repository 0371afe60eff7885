using VisionPlugin.Execution;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.Tests.Goldens;

public class CpuGoldenTests
{
    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Recordings), MemberType = typeof(GoldenModel))]
    public void Outputs_are_the_recorded_ones(string model, string picture)
    {
        using var backend = new CpuBackend();
        GoldenAssert.Outputs(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Recordings), MemberType = typeof(GoldenModel))]
    public void Results_are_the_recorded_ones(string model, string picture)
    {
        using var backend = new CpuBackend();
        GoldenAssert.Decoded(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Layered), MemberType = typeof(GoldenModel))]
    public void Every_layer_has_the_recorded_figures(string model, string picture)
    {
        using var backend = new CpuBackend();
        GoldenAssert.Layers(backend, model, picture);
    }

    [SkippableFact]
    public void Digits_are_read_as_recorded()
    {
        using var backend = new CpuBackend();
        GoldenAssert.Digits(backend);
    }
}
