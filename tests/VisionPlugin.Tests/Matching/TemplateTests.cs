using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Matching;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Matching;

public class TemplateTests
{
    [Fact]
    public void The_likeness_is_the_formula_at_every_place()
    {
        using var reference = new ReferenceBackend();
        MatchAssert.LikeTheFormula(reference);
        using var cpu = new CpuBackend(2);
        MatchAssert.LikeTheFormula(cpu);
    }

    [Fact]
    public void A_part_of_a_picture_is_found_darker_and_paler_too_and_at_another_scale()
    {
        using var cpu = new CpuBackend(2);
        MatchAssert.FindsWhatWasCutOut(cpu);
    }

    [Fact]
    public void Even_templates_and_small_scenes_are_told()
    {
        using var cpu = new CpuBackend(1);
        Assert.Throws<ArgumentException>(() => new TemplateMatcher(new Tensor<float>([1, 3, 4, 4]), cpu));
        using var matcher = new TemplateMatcher(RandomTensor.Uniform([1, 3, 4, 4], 1), cpu);
        Assert.Throws<ShapeMismatchException>(() => matcher.Match(new Tensor<float>([1, 3, 3, 9])));
        byte[] pixels = new byte[4 * 4 * 3];
        Assert.Throws<ArgumentException>(() => TemplateSearch.Find(
            new Frame(pixels, 4, 4, PixelFormat.Rgb24), new Frame(pixels, 2, 2, PixelFormat.Rgb24), cpu, [1, 2], out _));
    }

    [Fact]
    public void An_even_area_is_like_nothing()
    {
        using var cpu = new CpuBackend(1);
        using var matcher = new TemplateMatcher(RandomTensor.Uniform([1, 1, 4, 4], 1, 0, 1), cpu);
        using var grey = new Tensor<float>([1, 1, 9, 9]);
        grey.AsSpan().Fill(0.7f);
        using Tensor<float> map = matcher.Match(grey);
        Assert.All(map.AsSpan().ToArray(), v => Assert.InRange(v, -0.01f, 0.01f));
    }
}
