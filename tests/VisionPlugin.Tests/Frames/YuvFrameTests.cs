using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Frames;

/// <summary>Pixels of brightness and colour differences, as cameras and video decoders give them.</summary>
public class YuvFrameTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (2, 3), (3, 2), (7, 5), (16, 4), (41, 23), (26, 19)];

    public static TheoryData<PixelFormat, YuvEncoding> Formats
    {
        get
        {
            var data = new TheoryData<PixelFormat, YuvEncoding>();
            foreach (YuvEncoding encoding in Enum.GetValues<YuvEncoding>())
            {
                data.Add(PixelFormat.Nv12, encoding);
                data.Add(PixelFormat.Yuyv, encoding);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_pixel_is_what_the_formula_says_rounded_to_a_byte(PixelFormat format, YuvEncoding encoding)
    {
        foreach ((int width, int height) in Sizes)
        {
            foreach (int gap in (int[])[0, 5, 32])
            {
                YuvPicture picture = YuvPicture.Random(width, height, format, gap);
                Tensor<float> planes = Convert(picture.Frame with { Yuv = encoding });
                for (int i = 0; i < 3 * width * height; i++)
                {
                    int x = i % width, y = i / width % height, c = i / (width * height);
                    double expected = picture.Rgb(x, y, encoding)[c];
                    float actual = planes.AsSpan()[i];
                    Assert.True(actual == MathF.Floor(actual) && Math.Abs(expected - actual) <= 0.501,
                        $"{width} x {height} gap {gap}, ({x}, {y}) channel {c}: {expected} became {actual}");
                }
            }
        }
    }

    [Theory]
    [InlineData(YuvEncoding.Bt601, 235, 128, 128, 255, 255, 255)]
    [InlineData(YuvEncoding.Bt601, 16, 128, 128, 0, 0, 0)]
    [InlineData(YuvEncoding.Bt601, 81, 90, 240, 254, 0, 0)]
    [InlineData(YuvEncoding.Bt709, 63, 102, 240, 255, 1, 0)]
    [InlineData(YuvEncoding.Bt601Full, 255, 128, 128, 255, 255, 255)]
    [InlineData(YuvEncoding.Bt601Full, 29, 255, 107, 0, 0, 254)]
    [InlineData(YuvEncoding.Bt709Full, 182, 30, 12, 0, 255, 0)]
    [InlineData(YuvEncoding.Bt709, 0, 0, 0, 0, 77, 0)]
    public void Known_colours_come_out(YuvEncoding encoding, byte y, byte cb, byte cr, int red, int green, int blue)
    {
        var frame = new Frame([y, cb, y, cr], 2, 1, PixelFormat.Yuyv) { Yuv = encoding };

        Assert.Equal([red, red, green, green, blue, blue], Convert(frame).AsSpan().ToArray());
    }

    [Theory]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuyv)]
    public void It_is_resized_as_the_same_picture_of_red_green_and_blue(PixelFormat format)
    {
        foreach ((int width, int height) in Sizes)
        {
            Frame frame = YuvPicture.Random(width, height, format, 3).Frame;
            Frame same = new(Interleave(Convert(frame)), width, height, PixelFormat.Rgb24);
            foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            {
                foreach (ChannelOrder order in Enum.GetValues<ChannelOrder>())
                {
                    FrameToTensorOptions options =
                        new() { Width = 13, Height = 18, Resize = mode, Channels = order, PadValue = 114 };
                    Tensor<float> expected = new(options.Shape), actual = new(options.Shape);
                    new FrameToTensor(options).Convert(same, expected);
                    new FrameToTensor(options).Convert(frame, actual);
                    TensorAssert.Equal(expected, actual, atol: 1e-4, context: $"{width} x {height} {mode} {order}");
                }
            }
        }
    }

    [Theory]
    [InlineData(PixelFormat.Nv12, 4, 2)]
    [InlineData(PixelFormat.Yuyv, 4, 3)]
    public void A_part_that_begins_with_whole_blocks_is_a_view(PixelFormat format, int left, int top)
    {
        Frame frame = YuvPicture.Random(15, 9, format, 2).Frame;
        Tensor<float> whole = Convert(frame), part = Convert(frame.Crop(new PixelRect(left, top, 7, 5)));
        Tensor<float> turned = Convert((frame with { IsBottomUp = true }).Crop(new PixelRect(left, 9 - top - 5, 7, 5)));
        for (int y = 0; y < 5; y++)
        {
            for (int x = 0; x < 7; x++)
            {
                float expected = whole.AsSpan()[((y + top) * 15) + x + left];
                Assert.Equal(expected, part.AsSpan()[(y * 7) + x]);
                Assert.Equal(expected, turned.AsSpan()[((4 - y) * 7) + x]);
            }
        }
    }

    [Fact]
    public void A_part_that_would_cut_blocks_is_refused()
    {
        YuvPicture nv12 = YuvPicture.Random(8, 8, PixelFormat.Nv12, 0), yuyv = YuvPicture.Random(8, 8, PixelFormat.Yuyv, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => nv12.Frame.Crop(new PixelRect(1, 0, 2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => nv12.Frame.Crop(new PixelRect(0, 1, 2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => yuyv.Frame.Crop(new PixelRect(3, 1, 2, 2)));
    }

    [Fact]
    public void One_span_holds_both_planes_and_too_little_is_refused()
    {
        // 5 x 3: luma rows of 6, then two rows of three pairs.
        var frame = new Frame(new byte[30], 5, 3, PixelFormat.Nv12, 6);
        Assert.Equal((17, 12, 6), (frame.Pixels.Length, frame.Chroma.Length, frame.ChromaStride));
        Assert.Equal(15 + 12, new Frame(new byte[27], 5, 3, PixelFormat.Nv12).Chroma.Length + 15);
        AssertRefused("need 12 bytes; there are 11", () => new Frame(new byte[29], 5, 3, PixelFormat.Nv12, 6).Width);
        AssertRefused("need 12 bytes; there are 0", () => new Frame(new byte[17], 5, 3, PixelFormat.Nv12, 6).Width);
        AssertRefused("row has 6 bytes; the stride is 5", () => new Frame(new byte[99], 5, 3, PixelFormat.Nv12, 5).Width);
        AssertRefused("row has 6 bytes; the stride is 4", () => new Frame(new byte[15], new byte[99], 5, 3, 0, 4).Width);
        AssertRefused("need 15 bytes; there are 14", () => new Frame(new byte[14], new byte[99], 5, 3).Width);
        AssertRefused("row has 12 bytes; the stride is 10", () => new Frame(new byte[99], 5, 3, PixelFormat.Yuyv, 10).Width);
        AssertRefused("need 36 bytes; there are 35", () => new Frame(new byte[35], 5, 3, PixelFormat.Yuyv).Width);
    }

    [Fact]
    public void Further_frames_allocate_nothing()
    {
        var options = new FrameToTensorOptions { Width = 33, Height = 48, Resize = ResizeMode.LetterboxCenter };
        var converter = new FrameToTensor(options);
        YuvPicture picture = YuvPicture.Random(90, 50, PixelFormat.Nv12, 6);
        using var output = new Tensor<float>(options.Shape);
        var costs = new long[10];
        for (int i = 0; i < costs.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            converter.Convert(picture.Frame, output);
            costs[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // What the runtime does once, as it gets to know the code, comes before.
        Assert.Equal([0, 0, 0, 0, 0], costs[5..]);
    }

    private static void AssertRefused(string message, Func<int> create) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => create()).Message, StringComparison.Ordinal);

    private static Tensor<float> Convert(Frame frame)
    {
        var options = new FrameToTensorOptions { Width = frame.Width, Height = frame.Height };
        var planes = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(frame, planes);
        return planes;
    }

    private static byte[] Interleave(Tensor<float> planes)
    {
        int plane = planes.Shape.Length / 3;
        return [.. Enumerable.Range(0, 3 * plane).Select(i => (byte)planes.AsSpan()[(i % 3 * plane) + (i / 3)])];
    }
}
