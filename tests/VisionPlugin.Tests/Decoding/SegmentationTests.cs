using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Decoding;

public class SegmentationTests
{
    [Theory]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.LetterboxCenter)]
    [InlineData(ResizeMode.PadTopLeft)]
    public void A_shape_comes_back_to_its_place_in_the_frame(ResizeMode mode)
    {
        // The network "sees" exactly what lies left of the frame's column 150.
        var options = new FrameToTensorOptions { Width = 64, Height = 64, Resize = mode };
        FrameTransform transform = FrameTransform.Create(options, 300, 200);
        var output = new Tensor<float>([1, 1, 64, 64]);
        for (int i = 0; i < output.Shape.Length; i++)
            output.AsSpan()[i] = transform.X.ToFrame((i % 64) + 0.5) < 150 ? 1 : 0;
        var mask = new Mask();
        new SegmentationDecoder().Decode(output, options, transform, new MaskResizer(), mask);

        Assert.Equal((300, 200, MaskKind.Probability), (mask.Width, mask.Height, mask.Kind));
        for (int y = 0; y < 200; y++)
        {
            Assert.Equal(255, mask.Values[(y * 300) + 140]);
            Assert.Equal(0, mask.Values[(y * 300) + 160]);
            Assert.InRange(Enumerable.Range(0, 300).Count(x => mask.Values[(y * 300) + x] >= 128), 146, 154);
        }
    }

    [Fact]
    public void What_the_network_did_not_see_is_zero()
    {
        var options = new FrameToTensorOptions { Width = 32, Height = 32, Resize = ResizeMode.CenterCrop };
        FrameTransform transform = FrameTransform.Create(options, 100, 50);
        var output = new Tensor<float>([1, 1, 32, 32]);
        output.AsSpan().Fill(1);
        var mask = new Mask();
        new SegmentationDecoder().Decode(output, options, transform, new MaskResizer(), mask);
        Assert.Equal(0, mask.Values[(25 * 100) + 24]);
        Assert.Equal(255, mask.Values[(25 * 100) + 25]);
        Assert.Equal(255, mask.Values[(25 * 100) + 74]);
        Assert.Equal(0, mask.Values[(25 * 100) + 75]);
    }

    [Fact]
    public void With_several_classes_the_most_probable_wins_and_the_first_of_equals()
    {
        var options = new FrameToTensorOptions { Width = 8, Height = 8 };
        var output = new Tensor<float>([1, 3, 1, 4], [0, 5, 1, float.NaN, 1, 2, 1, 0, 2, 3, 1, -1]);
        var mask = new Mask();
        new SegmentationDecoder().Decode(output, options, FrameTransform.Create(options, 4, 1), new MaskResizer(), mask);
        Assert.Equal(MaskKind.ClassIndex, mask.Kind);
        Assert.Equal([2, 0, 0, 1], mask.Values.ToArray());
    }

    [Fact]
    public void A_mask_of_the_frame_size_keeps_its_values_and_nonsense_is_bounded()
    {
        var options = new FrameToTensorOptions { Width = 5, Height = 1 };
        var output = new Tensor<float>([1, 1, 1, 5], [0.2f, float.NaN, 7, -3, float.PositiveInfinity]);
        var mask = new Mask();
        new SegmentationDecoder().Decode(output, options, FrameTransform.Create(options, 5, 1), new MaskResizer(), mask);
        Assert.Equal([51, 0, 255, 0, 255], mask.Values.ToArray());
        new SegmentationDecoder { Sigmoid = true }.Decode(
            new Tensor<float>([1, 1, 1, 5]), options, FrameTransform.Create(options, 5, 1), new MaskResizer(), mask);
        Assert.All(mask.Values.ToArray(), v => Assert.Equal(128, v));
    }

    [Fact]
    public void Frames_after_the_first_allocate_nothing()
    {
        var options = new FrameToTensorOptions { Width = 32, Height = 32, Resize = ResizeMode.LetterboxCenter };
        FrameTransform transform = FrameTransform.Create(options, 90, 70);
        Tensor<float> one = new([1, 1, 32, 32]), many = new([1, 5, 32, 32]);
        var mask = new Mask();
        var resizer = new MaskResizer();
        var decoder = new SegmentationDecoder();
        decoder.Decode(one, options, transform, resizer, mask);
        decoder.Decode(many, options, transform, resizer, mask);
        long before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Decode(one, options, transform, resizer, mask);
        decoder.Decode(many, options, transform, resizer, mask);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
