using VisionPlugin.Frames;

namespace VisionPlugin.Tests.Frames;

public class GpuFrameTests
{
    [Fact]
    public void Crops_of_crops_count_from_the_pictures_corner()
    {
        GpuFrame frame = GpuFrame.Texture(7, 100, 80, isBottomUp: true) with { IsLinear = true };

        GpuFrame part = frame.Crop(new PixelRect(10, 20, 50, 40)).Crop(new PixelRect(5, 6, 30, 34));

        Assert.Equal(new PixelRect(15, 26, 30, 34), part.Area);
        Assert.Equal((30, 34, 100, 80), (part.Width, part.Height, part.StorageWidth, part.StorageHeight));
        Assert.Equal((7u, GpuFrameKind.Texture, true, true), (part.Name, part.Kind, part.IsBottomUp, part.IsLinear));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Crop(new PixelRect(0, 1, 30, 34)));
    }

    [Fact]
    public void What_no_texture_or_framebuffer_can_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuFrame.Texture(0, 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuFrame.Texture(1, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuFrame.Framebuffer(1, 4, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuFrame.Framebuffer(1, 4, 4, attachment: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GpuFrame.Framebuffer(0, 4, 4, attachment: 1));
        Assert.True(GpuFrame.Framebuffer(0, 4, 4).IsBottomUp);
    }
}
