using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Sources;

public class PanZoomReaderTests
{
    private const int Each = PanZoomReader.FramesEach;

    [Fact]
    public void The_camera_stays_on_the_picture_keeps_its_shape_and_moves_slowly()
    {
        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(512, 512), (640, 427), (300, 900), (50, 30)])
        {
            Box last = default;
            for (int frame = -PanZoomReader.FadeFrames; frame < Each; frame++)
            {
                Box window = PanZoomReader.Window(width, height, frame, turn: 1);
                Assert.True(window.X1 >= -0.01f && window.Y1 >= -0.01f && window.X2 <= width + 0.01f
                    && window.Y2 <= height + 0.01f, $"{window}");
                Assert.Equal((double)PanZoomReader.Width / PanZoomReader.Height, window.Width / window.Height, 1e-3);
                // Less than a hundredth of the picture a frame.
                Assert.True(last == default || Math.Abs(window.X1 - last.X1)
                    + Math.Abs(window.Y1 - last.Y1) < 0.02 * (width + height));
                last = window;
            }
        }
    }

    [Fact]
    public void One_picture_fades_into_the_next_and_the_last_into_the_first()
    {
        using var reader = new PanZoomReader([Plain(200), Plain(100)]);
        byte[] levels = [.. Enumerable.Range(0, (2 * Each) + 1).Select(_ => Read(reader).Pixels[0])];
        Assert.Equal(200, levels[0]);
        Assert.Equal(200, levels[Each - PanZoomReader.FadeFrames - 1]);
        Assert.InRange(levels[Each - (PanZoomReader.FadeFrames / 2)], (byte)140, (byte)160);
        Assert.Equal(100, levels[Each]);
        Assert.InRange(levels[(2 * Each) - (PanZoomReader.FadeFrames / 2)], (byte)140, (byte)160);
        Assert.Equal(200, levels[2 * Each]);
    }

    [Fact]
    public void A_frame_depends_on_its_number_alone_and_allocates_nothing()
    {
        Picture astronaut = Picture.Load(Samples.Astronaut);
        using PanZoomReader all = new([astronaut]), some = new([astronaut], stride: 7);
        FrameBuffer first = Read(all);
        for (int i = 0; i < 7; i++)
            Assert.True(all.Read(first));
        FrameBuffer second = Read(some);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(some.Read(second));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first.Pixels, second.Pixels);
        Assert.Equal(7, second.Stamp.Index);
        Assert.Equal(7 / 30.0, second.Stamp.Time.TotalSeconds, 1e-6);
    }

    [Fact]
    public void A_window_of_whole_pixels_is_copied_exactly()
    {
        Picture picture = Picture.Load(Samples.Coffee);
        var target = new FrameBuffer();
        target.Resize(100, 80, PixelFormat.Rgba32);
        PictureSampler.Draw(picture, new Box(30, 40, 130, 120), target);
        Assert.Equal(picture.Cut(new PixelRect(30, 40, 100, 80)).Rgba, target.Pixels);
    }

    private static FrameBuffer Read(PanZoomReader reader)
    {
        var buffer = new FrameBuffer();
        Assert.True(reader.Read(buffer));
        return buffer;
    }

    private static Picture Plain(byte level)
    {
        byte[] rgba = new byte[4 * 64 * 48];
        rgba.AsSpan().Fill(level);
        return new Picture(64, 48, rgba);
    }
}
