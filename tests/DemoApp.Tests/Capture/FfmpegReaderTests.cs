using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Capture;

public sealed class FfmpegReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FrameBuffer _buffer = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Every_frame_of_a_file_is_read_with_its_time()
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 20);
        using var reader = new FfmpegReader(Source.OfFile(video), PixelFormat.Rgba32, 1, Ffmpeg.Require());
        Assert.Equal((25.0, 20L), (reader.Info.Rate, reader.Info.Frames));
        Picture astronaut = Picture.Load(Samples.Astronaut);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(reader.Read(_buffer));
            Assert.Equal((400, 300, PixelFormat.Rgba32), (_buffer.Width, _buffer.Height, _buffer.Format));
            Assert.Equal((i, i / 25.0), (_buffer.Stamp.Index, Math.Round(_buffer.Stamp.Time.TotalSeconds, 6)));
            // The picture moved by two pixels a frame: the video holds what was put in, within its compression.
            Assert.True(MeanDifference(_buffer, astronaut, 2 * i) < 6,
                $"frame {i}: {MeanDifference(_buffer, astronaut, 2 * i)}");
        }

        Assert.False(reader.Read(_buffer));
        Assert.False(reader.Read(_buffer));
    }

    [SkippableFact]
    public void A_stride_passes_frames_over_but_counts_them()
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 20);
        using var reader = new FfmpegReader(Source.OfFile(video), PixelFormat.Gray8, 6, Ffmpeg.Require());
        Assert.Equal(4, reader.Info.Frames);
        var stamps = new List<(long, double)>();
        while (reader.Read(_buffer))
            stamps.Add((_buffer.Stamp.Index, Math.Round(_buffer.Stamp.Time.TotalSeconds, 6)));
        Assert.Equal([(0, 0), (6, 0.24), (12, 0.48), (18, 0.72)], stamps);
    }

    [SkippableFact]
    public void A_video_over_and_over_goes_on_without_a_gap()
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 10);
        using var reader = new FfmpegReader(Source.OfFile(video), PixelFormat.Rgba32, 1, Ffmpeg.Require(), loops: true);
        Picture astronaut = Picture.Load(Samples.Astronaut);
        for (int i = 0; i < 35; i++)
        {
            Assert.True(reader.Read(_buffer));
            Assert.Equal((i, i / 25.0), (_buffer.Stamp.Index, Math.Round(_buffer.Stamp.Time.TotalSeconds, 2)));
            Assert.True(MeanDifference(_buffer, astronaut, 2 * (i % 10)) < 6, $"frame {i}");
        }
    }

    // What cameras send: ffmpeg turns it into what was asked for.
    [SkippableTheory]
    [InlineData("yuyv422", "rawvideo")]
    [InlineData("nv12", "rawvideo")]
    [InlineData("yuvj422p", "mjpeg")]
    public void The_formats_of_cameras_become_the_format_that_is_asked_for(string format, string codec)
    {
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=0x20C040:size=64x48:rate=30", "-frames:v", "3", "-pix_fmt", format,
            "-c:v", codec, _folder["camera.nut"]);
        using var reader = new FfmpegReader(Source.OfFile(_folder["camera.nut"]) with { Kind = SourceKind.Video },
            PixelFormat.Rgb24, 1, Ffmpeg.Require());
        Assert.True(reader.Read(_buffer));
        ReadOnlySpan<byte> pixel = _buffer.Frame.Row(20).Slice(60, 3);
        Assert.InRange(pixel[0], 0x20 - 8, 0x20 + 8);
        Assert.InRange(pixel[1], 0xC0 - 8, 0xC0 + 8);
        Assert.InRange(pixel[2], 0x40 - 8, 0x40 + 8);
    }

    [SkippableTheory]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuyv)]
    public void Brightness_and_colour_differences_mean_what_the_library_takes_them_for(PixelFormat format)
    {
        // Of an odd size, and of a colour and a size for which videos use the other encoding.
        Ffmpeg.Run("-f", "lavfi", "-i", "color=c=0x20C040:size=1281x721:rate=30", "-frames:v", "2", "-vf",
            "scale=1281:721:out_color_matrix=bt709,format=yuv444p", "-colorspace", "bt709", "-c:v", "ffv1",
            _folder["hd.mkv"]);
        using var reader = new FfmpegReader(Source.OfFile(_folder["hd.mkv"]), format, 1, Ffmpeg.Require());
        Assert.True(reader.Read(_buffer) && reader.Read(_buffer));
        Assert.Equal((1281, 721, format), (_buffer.Width, _buffer.Height, _buffer.Format));
        var copy = new FrameBuffer();
        copy.Set(_buffer.Frame, default);
        Assert.Equal(_buffer.Pixels, copy.Pixels);
        using var tensor = new Tensor<float>([1, 3, 8, 8]);
        new FrameToTensor(new FrameToTensorOptions { Width = 8, Height = 8 }).Convert(copy.Frame, tensor);
        ReadOnlySpan<float> values = tensor.AsSpan();
        Assert.Equal(0x20, values[0], 4f);
        Assert.Equal(0xC0, values[64], 4f);
        Assert.Equal(0x40, values[128 + 63], 4f);
    }

    [Fact]
    public void The_cheapest_format_is_that_of_an_uncompressed_camera_or_of_a_decoder()
    {
        Source camera = Source.TryParse("camera:0")!;
        Assert.Equal(PixelFormat.Yuyv, FfmpegPixels.CheapestFor(camera, new("yuyv422", 640, 480, 30)));
        Assert.Equal(PixelFormat.Nv12, FfmpegPixels.CheapestFor(camera, new("mjpeg", 640, 480, 30)));
        Assert.Equal(PixelFormat.Nv12, FfmpegPixels.CheapestFor(Source.OfFile("x.mp4"), null));
    }

    [SkippableFact]
    public void Nothing_is_allocated_for_a_frame()
    {
        Source source = Source.TryParse("lavfi:testsrc2=size=320x240:rate=1000")!;
        using var reader = new FfmpegReader(source, PixelFormat.Rgba32, 1, Ffmpeg.Require());
        for (int i = 0; i < 30; i++)
            Assert.True(reader.Read(_buffer));
        byte[] pixels = _buffer.Pixels;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
            reader.Read(_buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(pixels, _buffer.Pixels);
    }

    [SkippableFact]
    public void Stop_ends_a_read_that_waits()
    {
        FfmpegTool silent = Ffmpeg.Fake(_folder, "exec sleep 600");
        using var reader = new FfmpegReader(Source.TryParse("lavfi:x")!, PixelFormat.Rgba32, 1, silent);
        Task<bool> read = Task.Run(() => reader.Read(_buffer));
        Assert.False(read.Wait(50));
        reader.Stop();
        Assert.False(read.Result);
    }

    [SkippableFact]
    public void No_process_is_left_behind()
    {
        var reader = new FfmpegReader(Source.TryParse("lavfi:testsrc2=rate=30")!, PixelFormat.Rgba32, 1,
            Ffmpeg.Require());
        Assert.True(reader.Read(_buffer));
        using var process = System.Diagnostics.Process.GetProcessById(reader.ProcessId);
        reader.Dispose();
        Assert.True(process.WaitForExit(10_000));
    }

    [SkippableFact]
    public void A_video_that_changes_its_size_is_fitted_to_its_first_frame()
    {
        byte[] Jpegs(string size) => Ffmpeg.Run("-f", "lavfi", "-i", $"testsrc2=size={size}:rate=25", "-frames:v", "3",
            "-pix_fmt", "yuvj420p", "-f", "mjpeg", "-");
        string both = _folder.Write("both.mjpeg", [.. Jpegs("64x48"), .. Jpegs("32x32")]);
        using var reader = new FfmpegReader(Source.OfFile(both), PixelFormat.Rgba32, 1, Ffmpeg.Require());
        int frames = 0;
        for (; reader.Read(_buffer); frames++)
            Assert.Equal((64, 48), (_buffer.Width, _buffer.Height));
        Assert.Equal(6, frames);
    }

    [SkippableTheory]
    [InlineData("not a video", "damaged")]
    [InlineData("", "clip.mp4")]
    public void What_is_no_video_is_named(string content, string part)
    {
        string path = _folder.Write("clip.mp4", System.Text.Encoding.UTF8.GetBytes(content));
        using var reader = new FfmpegReader(Source.OfFile(path), PixelFormat.Rgba32, 1, Ffmpeg.Require());
        SourceException error = Assert.Throws<SourceException>(() => reader.Read(_buffer));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static double MeanDifference(FrameBuffer frame, Picture picture, int shift)
    {
        double sum = 0;
        for (int y = 0; y < frame.Height; y += 3)
        {
            for (int x = 0; x < frame.Width; x += 3)
                sum += Math.Abs(frame.Pixels[4 * ((y * frame.Width) + x)] - picture.Rgba[4 * ((y * picture.Width) + x
                    + shift)]);
        }

        return sum / (frame.Width * frame.Height / 9);
    }
}
