using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Frames;

public class FrameTests
{
    [Fact]
    public void A_crop_is_a_view_of_the_same_memory()
    {
        TestPicture picture = TestPicture.Random(10, 8, 1);
        Frame crop = picture.Frame.Crop(new PixelRect(3, 2, 4, 5));
        Assert.Equal((4, 5, 40), (crop.Width, crop.Height, crop.Stride));
        Assert.True(crop.Row(1).Overlaps(picture.Rgba, out int offset));
        Assert.Equal(-((3 * 40) + (3 * 4)), offset);
        Assert.Equal(16, crop.Row(4).Length);
    }

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 0, 11, 1)]
    [InlineData(9, 7, 2, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, 1, int.MaxValue, 1)]
    public void A_crop_beyond_the_frame_is_refused(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TestPicture.Random(10, 8, 1).Frame.Crop(new PixelRect(x, y, width, height)));

    [Fact]
    public void Too_little_memory_is_refused_and_the_last_row_needs_no_gap()
    {
        Assert.Equal(22, new Frame(new byte[22], 2, 3, PixelFormat.Rgb24, 8).Pixels.Length);
        Assert.Throws<ArgumentException>(() => new Frame(new byte[21], 2, 3, PixelFormat.Rgb24, 8).Width);
        Assert.Throws<ArgumentException>(() => new Frame(new byte[99], 2, 3, PixelFormat.Rgb24, 5).Width);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame(new byte[99], 0, 3, PixelFormat.Rgb24).Width);
    }
}
