using VisionPlugin.Components;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Components;

public class FrameMailboxTests
{
    [Fact]
    public void Everyone_gets_the_latest_frame_once()
    {
        var mailbox = new FrameMailbox();
        long a = 0, b = 0;
        Assert.False(mailbox.TryGetLatest(ref a, out _, out _));
        mailbox.Post(Grey(4, 3, 10), TimeSpan.FromSeconds(1));
        mailbox.Post(Grey(4, 3, 20), TimeSpan.FromSeconds(2));
        Assert.True(mailbox.TryGetLatest(ref a, out Frame frame, out TimeSpan time));
        Assert.Equal((20, TimeSpan.FromSeconds(2)), (frame.Pixels[0], time));
        Assert.False(mailbox.TryGetLatest(ref a, out _, out _));
        Assert.True(mailbox.TryGetLatest(ref b, out frame, out _));
        Assert.Equal(20, frame.Pixels[^1]);
        mailbox.Post(Grey(2, 2, 30), TimeSpan.FromSeconds(3));
        Assert.True(mailbox.TryGetLatest(ref a, out frame, out _));
        Assert.Equal((2, 2, 30), (frame.Width, frame.Height, frame.Pixels[0]));
        Assert.Equal(3, mailbox.Posted);
    }

    [Fact]
    public void A_frame_is_copied_row_by_row_whatever_its_stride()
    {
        var mailbox = new FrameMailbox();
        TestPicture picture = TestPicture.Random(5, 4, 1);
        (byte[] pixels, int stride) = picture.In(PixelFormat.Bgr24, gap: 7);
        mailbox.Post(new Frame(pixels, 5, 4, PixelFormat.Bgr24, stride), default);
        Array.Clear(pixels);
        long seen = 0;
        Assert.True(mailbox.TryGetLatest(ref seen, out Frame copy, out _));
        (byte[] expected, _) = picture.In(PixelFormat.Bgr24, gap: 0);
        Assert.Equal(expected, copy.Pixels.ToArray());
    }

    [Fact]
    public void A_frame_taken_is_never_written_to_while_others_are_posted()
    {
        var mailbox = new FrameMailbox();
        using var stop = new CancellationTokenSource();
        var camera = new Thread(() =>
        {
            for (byte value = 1; !stop.IsCancellationRequested; value++)
                mailbox.Post(Grey(64, 64, value), TimeSpan.FromTicks(value));
        });
        camera.Start();
        long seen = 0;
        for (int taken = 0; taken < 200;)
        {
            if (!mailbox.TryGetLatest(ref seen, out Frame frame, out TimeSpan time))
                continue;
            taken++;
            Assert.Equal(-1, frame.Pixels.IndexOfAnyExcept((byte)time.Ticks));
        }

        stop.Cancel();
        camera.Join();
    }

    [Fact]
    public void Frames_after_the_first_three_allocate_nothing()
    {
        var mailbox = new FrameMailbox();
        byte[] pixels = new byte[16 * 16 * 4];
        long seen = 0;
        Exchange(4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(10);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Exchange(int count)
        {
            for (int i = 0; i < count; i++)
            {
                mailbox.Post(new Frame(pixels, 16, 16, PixelFormat.Rgba32), default);
                mailbox.TryGetLatest(ref seen, out _, out _);
            }
        }
    }

    private static Frame Grey(int width, int height, byte value)
    {
        byte[] pixels = new byte[4 * width * height];
        Array.Fill(pixels, value);
        return new Frame(pixels, width, height, PixelFormat.Rgba32);
    }

    [Theory]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuyv)]
    public void All_of_a_frame_of_colour_differences_is_kept(PixelFormat format)
    {
        YuvPicture picture = YuvPicture.Random(7, 5, format, gap: 3);
        Frame frame = picture.Frame with { Yuv = YuvEncoding.Bt709Full, IsBottomUp = true };
        var mailbox = new FrameMailbox();
        mailbox.Post(frame, TimeSpan.Zero);
        long seen = 0;
        Assert.True(mailbox.TryGetLatest(ref seen, out Frame copy, out _));

        Assert.Equal((format, YuvEncoding.Bt709Full, true), (copy.Format, copy.Yuv, copy.IsBottomUp));
        for (int y = 0; y < 5; y++)
        {
            Assert.Equal(frame.Row(y), copy.Row(y));
            if (format == PixelFormat.Nv12)
                Assert.Equal(frame.ChromaRow(y), copy.ChromaRow(y));
        }
    }
}
