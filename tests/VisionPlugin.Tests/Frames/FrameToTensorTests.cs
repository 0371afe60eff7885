using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Frames;

public class FrameToTensorTests
{
    public static TheoryData<ResizeMode, PixelCoordinates> Modes
    {
        get
        {
            var data = new TheoryData<ResizeMode, PixelCoordinates>();
            foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            {
                foreach (PixelCoordinates coordinates in Enum.GetValues<PixelCoordinates>())
                    data.Add(mode, coordinates);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_mode_format_order_and_path_agrees_with_the_naive_conversion(ResizeMode mode, PixelCoordinates coordinates)
    {
        (int W, int H)[] frames = [(1, 1), (2, 3), (7, 5), (40, 23), (23, 40)], inputs = [(1, 1), (16, 16), (19, 26)];
        foreach ((int width, int height) in frames)
        {
            TestPicture picture = TestPicture.Random(width, height, width);
            foreach ((int inputWidth, int inputHeight) in inputs)
            {
                foreach (ChannelOrder order in Enum.GetValues<ChannelOrder>())
                {
                    FrameToTensorOptions options = new()
                    {
                        Width = inputWidth,
                        Height = inputHeight,
                        Channels = order,
                        Resize = mode,
                        Coordinates = coordinates,
                        PadValue = 114,
                        Mean = order == ChannelOrder.Gray ? [7] : [10, 20, 30],
                        Scale = order == ChannelOrder.Gray ? [0.5f] : [0.5f, 0.25f, 1],
                    };
                    float[] expected = NaiveFrameToTensor.Convert(picture, options);
                    foreach (PixelFormat format in Enum.GetValues<PixelFormat>().Where(f => !PixelFormats.IsYuv(f)))
                        AssertConverts(picture, format, options, expected);
                }
            }
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgba32)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Gray8)]
    public void Nothing_outside_the_frame_is_read(PixelFormat format)
    {
        // The last pixel is the last byte of the memory; a guard value behind it would show up in the output.
        TestPicture picture = TestPicture.Random(9, 4, 3);
        (byte[] pixels, int stride) = picture.In(format, gap: 5);
        byte[] guarded = [.. pixels, 255, 255, 255, 255];
        var options = new FrameToTensorOptions { Width = 32, Height = 32 };
        Tensor<float> first = new(options.Shape), second = new(options.Shape);
        new FrameToTensor(options).Convert(new Frame(pixels, 9, 4, format, stride), first);
        new FrameToTensor(options).Convert(new Frame(guarded.AsSpan(0, pixels.Length), 9, 4, format, stride), second);
        TensorAssert.Equal(first, second);
    }

    [Fact]
    public void A_frame_of_the_input_size_keeps_its_bytes()
    {
        TestPicture picture = TestPicture.Random(19, 11, 4);
        var options = new FrameToTensorOptions { Width = 19, Height = 11 };
        using var output = new Tensor<float>(options.Shape);
        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
        {
            new FrameToTensor(options with { Resize = mode }).Convert(picture.Frame, output);
            for (int i = 0; i < 19 * 11; i++)
                Assert.Equal(picture.Rgba[4 * i], output.AsSpan()[i]);
        }
    }

    [Fact]
    public void One_converter_takes_frames_of_changing_size_and_format()
    {
        var options = new FrameToTensorOptions { Width = 24, Height = 24, Resize = ResizeMode.LetterboxCenter };
        var converter = new FrameToTensor(options);
        using var output = new Tensor<float>(options.Shape);
        foreach ((int width, int height, PixelFormat format) in (ReadOnlySpan<(int, int, PixelFormat)>)
            [(30, 10, PixelFormat.Rgba32), (10, 30, PixelFormat.Rgba32), (10, 30, PixelFormat.Bgr24), (30, 10, PixelFormat.Rgba32)])
        {
            TestPicture picture = TestPicture.Random(width, height, width);
            (byte[] pixels, int stride) = picture.In(format, 0);
            converter.Convert(new Frame(pixels, width, height, format, stride), output);
            TensorAssert.Equal(new Tensor<float>(options.Shape, NaiveFrameToTensor.Convert(picture, options)), output, atol: 1e-4);
        }
    }

    [Fact]
    public void A_frame_whose_first_row_is_the_bottom_is_turned_upright()
    {
        TestPicture picture = TestPicture.Random(9, 7, 6);
        byte[] rows = [.. picture.Rgba.Chunk(36).Reverse().SelectMany(row => row)];
        var options = new FrameToTensorOptions { Width = 12, Height = 5, Resize = ResizeMode.LetterboxCenter };
        var part = new PixelRect(2, 1, 6, 5);
        Tensor<float> expected = new(options.Shape), actual = new(options.Shape);
        foreach (bool cropped in (ReadOnlySpan<bool>)[false, true])
        {
            Frame upright = picture.Frame, turned = new(rows, 9, 7, PixelFormat.Rgba32) { IsBottomUp = true };
            new FrameToTensor(options).Convert(cropped ? upright.Crop(part) : upright, expected);
            new FrameToTensor(options).Convert(cropped ? turned.Crop(part) : turned, actual);
            TensorAssert.Equal(expected, actual);
            Assert.Equal(upright.Row(2), turned.Row(2));
        }
    }

    [Fact]
    public void Each_frame_of_a_batch_goes_to_its_place()
    {
        var options = new FrameToTensorOptions { Width = 8, Height = 6 };
        var converter = new FrameToTensor(options);
        TestPicture first = TestPicture.Random(8, 6, 1), second = TestPicture.Random(8, 6, 2);
        using var batch = new Tensor<float>([2, 3, 6, 8]);
        converter.Convert(first.Frame, batch, 0);
        converter.Convert(second.Frame, batch, 1);
        float[] expected = [.. NaiveFrameToTensor.Convert(first, options), .. NaiveFrameToTensor.Convert(second, options)];
        TensorAssert.Equal(new Tensor<float>(batch.Shape, expected), batch);
        Assert.Throws<ArgumentOutOfRangeException>(() => converter.Convert(first.Frame, batch, 2));
    }

    [Fact]
    public void A_tensor_of_another_size_is_refused_with_both_shapes()
    {
        var converter = new FrameToTensor(new FrameToTensorOptions { Width = 8, Height = 6 });
        TestPicture picture = TestPicture.Random(3, 3, 1);
        var error = Assert.Throws<ShapeMismatchException>(() => converter.Convert(picture.Frame, new Tensor<float>([1, 3, 8, 6])));
        Assert.Contains("[N, 3, 6, 8]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3, 8, 6]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Further_frames_allocate_nothing()
    {
        var options = new FrameToTensorOptions { Width = 64, Height = 48, Resize = ResizeMode.LetterboxCenter };
        var converter = new FrameToTensor(options);
        TestPicture picture = TestPicture.Random(90, 50, 1);
        using var output = new Tensor<float>(options.Shape);
        converter.Convert(picture.Frame, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            converter.Convert(picture.Frame, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertConverts(TestPicture picture, PixelFormat format, FrameToTensorOptions options, float[] expected)
    {
        // Grey cannot hold colour: what it holds is blue, the last byte written, as three equal channels.
        if (format == PixelFormat.Gray8)
        {
            byte[] grey = [.. picture.Rgba.Select((_, i) => picture.Rgba[i - (i % 4)])];
            picture = picture with { Rgba = grey };
            expected = NaiveFrameToTensor.Convert(picture, options);
        }

        (byte[] pixels, int stride) = picture.In(format, gap: 3);
        var frame = new Frame(pixels, picture.Width, picture.Height, format, stride);
        using var output = new Tensor<float>(options.Shape);
        foreach (bool vectorised in (ReadOnlySpan<bool>)[false, System.Runtime.Intrinsics.X86.Avx2.IsSupported])
        {
            output.AsSpan().Fill(float.NaN);
            new FrameToTensor(options, vectorised).Convert(frame, output);
            TensorAssert.Equal(new Tensor<float>(options.Shape, expected), output, atol: 1e-4,
                context: $"{picture.Width} x {picture.Height} {format}, {options}, vectorised {vectorised}");
        }
    }
}
