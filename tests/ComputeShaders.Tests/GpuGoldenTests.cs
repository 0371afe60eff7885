using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Testing.Goldens;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>The recorded models on the GPU, in desktop OpenGL and in OpenGL ES.</summary>
public class GpuGoldenTests
{
    public static TheoryData<string, string, GlProfile> Recordings => OnBoth(GoldenModel.Recordings);

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Outputs_are_the_recorded_ones(string model, string picture, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        GoldenAssert.Outputs(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Results_are_the_recorded_ones(string model, string picture, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        GoldenAssert.Decoded(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenModel.Layered), MemberType = typeof(GoldenModel))]
    public void Every_layer_has_the_recorded_figures(string model, string picture)
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        GoldenAssert.Layers(backend, model, picture);
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Digits_are_read_as_recorded(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        GoldenAssert.Digits(backend);
    }

    private static TheoryData<string, string, GlProfile> OnBoth(TheoryData<string, string> recordings)
    {
        var data = new TheoryData<string, string, GlProfile>();
        foreach (object[] row in recordings)
        {
            data.Add((string)row[0], (string)row[1], GlProfile.Core);
            data.Add((string)row[0], (string)row[1], GlProfile.Es);
        }

        return data;
    }
}
