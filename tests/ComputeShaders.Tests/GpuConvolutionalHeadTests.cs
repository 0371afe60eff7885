using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

public class GpuConvolutionalHeadTests
{
    [SkippableTheory]
    [MemberData(nameof(ConvolutionalHeads.Names), MemberType = typeof(ConvolutionalHeads))]
    public void Every_place_has_the_scores_of_the_window_there_on_the_GPU(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var backend = new GpuBackend(device);
        Model model = ConvolutionalHeads.Create(name);
        ConvolutionalHeads.CheckSlidingWindow(model, model.WithConvolutionalHead(), backend);
    }
}
