using VisionPlugin.Execution;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.Tests.Goldens;

/// <summary>One picture a model: the reference takes seconds for what others do in milliseconds.</summary>
public class ReferenceGoldenTests
{
    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Layered), MemberType = typeof(GoldenModel))]
    public void Every_layer_has_the_recorded_figures(string model, string picture)
    {
        using var backend = new ReferenceBackend();
        GoldenAssert.Layers(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Layered), MemberType = typeof(GoldenModel))]
    public void Results_are_the_recorded_ones(string model, string picture)
    {
        using var backend = new ReferenceBackend();
        GoldenAssert.Decoded(backend, model, picture);
    }

    [SkippableFact]
    public void Digits_are_read_as_recorded()
    {
        using var backend = new ReferenceBackend();
        GoldenAssert.Digits(backend);
    }
}
