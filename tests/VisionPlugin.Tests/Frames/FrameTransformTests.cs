using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Tests.Frames;

public class FrameTransformTests
{
    [Fact]
    public void Letterbox_places_a_wide_frame_in_the_middle()
    {
        var transform = FrameTransform.Create(Options(ResizeMode.LetterboxCenter, 416, 416), 832, 416);
        Assert.Equal((104, 312), (transform.Y.ContentStart, transform.Y.ContentEnd));
        Assert.Equal(new Box(0, 0, 832, 416), transform.ToFrame(new Box(0, 104, 416, 312)));
    }

    [Fact]
    public void A_box_maps_to_the_frame_by_the_sizes_that_resizing_really_used()
    {
        // 100 x 33 in 64 x 64 becomes 64 x 21, not 64 x 21.12: rows scale by 33 / 21.
        var transform = FrameTransform.Create(Options(ResizeMode.LetterboxCenter, 64, 64), 100, 33);
        Assert.Equal((21, 42), (transform.Y.ContentStart, transform.Y.ContentEnd));
        Box box = transform.ToFrame(new Box(0, 21, 64, 42));
        Assert.Equal(0, box.Y1, 4);
        Assert.Equal(33, box.Y2, 4);
    }

    [Theory]
    [InlineData(ResizeMode.Stretch)]
    [InlineData(ResizeMode.LetterboxCenter)]
    [InlineData(ResizeMode.LetterboxTopLeft)]
    [InlineData(ResizeMode.CenterCrop)]
    [InlineData(ResizeMode.PadCenter)]
    [InlineData(ResizeMode.PadTopLeft)]
    public void Mapping_there_and_back_is_exact_to_a_thousandth_of_a_pixel(ResizeMode mode)
    {
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(1920, 1080), (333, 1001), (5, 7)])
        {
            var transform = FrameTransform.Create(Options(mode, 416, 320), width, height);
            var box = new Box(0.25f * width, 0.1f * height, 0.8f * width, 0.95f * height);
            Box back = transform.ToFrame(transform.ToInput(box));
            Assert.Equal(box.X1, back.X1, 1e-3f);
            Assert.Equal(box.Y1, back.Y1, 1e-3f);
            Assert.Equal(box.X2, back.X2, 1e-3f);
            Assert.Equal(box.Y2, back.Y2, 1e-3f);
        }
    }

    [Fact]
    public void Centre_crop_shows_the_middle_at_one_scale()
    {
        var transform = FrameTransform.Create(Options(ResizeMode.CenterCrop, 224, 224), 448, 224);
        Assert.Equal(new Box(112, 0, 336, 224), transform.ToFrame(new Box(0, 0, 224, 224)));
    }

    [Fact]
    public void Padding_to_a_square_puts_the_odd_column_after_the_frame()
    {
        var transform = FrameTransform.Create(Options(ResizeMode.PadCenter, 112, 112), 131, 160);
        Assert.Equal(-14, transform.X.Offset);
        Assert.Equal(160 - 14 - 1, transform.X.ClampMax);
    }

    private static FrameToTensorOptions Options(ResizeMode mode, int width, int height) =>
        new() { Width = width, Height = height, Resize = mode };
}
