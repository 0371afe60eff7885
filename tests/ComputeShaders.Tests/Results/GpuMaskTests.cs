using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Results;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using PixelFormat = Silk.NET.OpenGL.PixelFormat;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>Masks in textures, against those of the CPU. Runs alone: what others allocate would be counted.</summary>
[Collection(nameof(GpuPlanTests))]
public class GpuMaskTests
{
    private static readonly string ModelPath =
        Path.Combine(TestData.Repository, "models", "selfie", "selfie.onnx");

    public static TheoryData<int, bool, ResizeMode, PixelCoordinates, GlProfile> Ways => new()
    {
        { 1, true, ResizeMode.LetterboxCenter, PixelCoordinates.HalfPixel, GlProfile.Core },
        { 1, false, ResizeMode.CenterCrop, PixelCoordinates.Asymmetric, GlProfile.Es },
        { 1, true, ResizeMode.Stretch, PixelCoordinates.HalfPixel, GlProfile.Es },
        { 7, false, ResizeMode.LetterboxTopLeft, PixelCoordinates.HalfPixel, GlProfile.Core },
        { 3, false, ResizeMode.CenterCrop, PixelCoordinates.HalfPixel, GlProfile.Es },
        { 256, false, ResizeMode.PadCenter, PixelCoordinates.Asymmetric, GlProfile.Core },
    };

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public void The_texture_is_the_cpus_mask(
        int classes, bool sigmoid, ResizeMode resize, PixelCoordinates coordinates, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        var input = new FrameToTensorOptions { Width = 40, Height = 32, Resize = resize, Coordinates = coordinates };
        var decoder = new SegmentationDecoder { Sigmoid = sigmoid };
        Tensor<float> output = RandomTensor.Uniform([1, classes, 9, 13], classes);
        // Equal values, and numbers that are none.
        for (int i = 0; i < output.Shape.Length; i += 5)
            output.AsSpan()[i] = 0.25f;
        for (int i = 3; i < output.Shape.Length; i += 50)
            output.AsSpan()[i] = float.NaN;
        using Tensor<float> onGpu = GpuTensor.Create(backend, output.Shape);
        var storage = (GpuTensorStorage)onGpu.Device!;
        storage.Range.Buffer.Upload<float>(output.AsSpan());
        storage.Attach();
        using var direct = new GpuMaskDecoder(device, decoder, onGpu, input);
        using var uploaded = new GpuMaskDecoder(device, decoder, output, input);
        Assert.Null(direct.Mask.WhyFromHost);
        Assert.NotNull(uploaded.Mask.WhyFromHost);
        Assert.Equal(0u, direct.Mask.Texture);
        int pieces = 0;
        while (direct.TryWarmUp() || uploaded.TryWarmUp())
            pieces++;
        // Of each its two programs, which the other may have made.
        Assert.True(pieces >= 4, $"{pieces} pieces");
        int programs = device.Programs.Count;

        foreach ((int width, int height, bool bottomUp) in ((int, int, bool)[])
            [(101, 33, false), (20, 77, true), (20, 77, false)])
        {
            FrameTransform transform = FrameTransform.Create(input, width, height);
            var mask = new Mask();
            decoder.Decode(output, input, transform, new MaskResizer(), mask);
            foreach ((GpuMaskDecoder gpu, Tensor<float> source) in ((GpuMaskDecoder, Tensor<float>)[])
                [(direct, onGpu), (uploaded, output)])
            {
                gpu.Mask.IsBottomUp = bottomUp;
                gpu.Decode(source, transform);
                Assert.Equal(mask.Kind, gpu.Mask.Kind);
                AssertSame(mask, Read(device, gpu.Mask), gpu.Mask, mask.Kind == MaskKind.Probability ? 1 : 0);
            }
        }

        Assert.Equal(programs, device.Programs.Count);
    }

    [SkippableFact]
    public void A_texture_of_another_size_covers_the_same_frame()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        var input = new FrameToTensorOptions { Width = 16, Height = 16, Resize = ResizeMode.LetterboxCenter };
        // The frame's upper left quarter belongs to the class; above and below it is padding.
        var output = new Tensor<float>([1, 1, 16, 16]);
        for (int y = 4; y < 8; y++)
            output.AsSpan().Slice(y * 16, 8).Fill(1);
        using var decoder = new GpuMaskDecoder(device, new SegmentationDecoder(), output, input);
        decoder.Mask.Size = (16, 8);
        decoder.Decode(output, FrameTransform.Create(input, 640, 320));
        Assert.Equal((16, 8), (decoder.Mask.Width, decoder.Mask.Height));
        byte[] values = Read(device, decoder.Mask);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(i % 16 < 8 && i / 16 < 4 ? 255 : 0, values[i]);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Mask.Size = (0, 8));
        decoder.Mask.Size = (1 << 20, 8);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Decode(output, FrameTransform.Create(input, 9, 9)));
    }

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void A_segmenter_makes_texture_and_mask_alike_and_the_texture_alone(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        using var segmenter = new Segmenter(VisionModel.Load(ModelPath), backend);
        TestPicture picture = GpuResults.Astronaut;
        Mask mask = segmenter.Process(picture.Frame);
        IGpuMask texture = segmenter.GpuMask!;
        AssertSame(mask, Read(device, texture), texture, 1);
        Assert.Contains(mask.Values.ToArray(), v => v > 200);

        texture.Size = (64, 64);
        for (int i = 0; i < 3; i++)
            segmenter.Submit(picture.Frame);
        Assert.Contains(Read(device, texture), v => v > 200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            segmenter.Submit(picture.Frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        Gpu.Destroy(device);
        backend.Recreate();
        Assert.Equal(0u, texture.Texture);
        segmenter.Submit(picture.Frame);
        Assert.Contains(Read(device, texture), v => v > 200);
        uint name = texture.Texture;
        segmenter.Dispose();
        Assert.Equal(0u, texture.Texture);
        Assert.NotEqual(0u, name);
    }

    [SkippableFact]
    public void A_behaviour_need_not_read_back()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var host = new VisionHost(TimeSpan.FromMilliseconds(50));
        host.Error += error => throw error.Exception;
        var selfie = host.Add(new SegmenterBehaviour(ModelAsset.Load(ModelPath), backend) { ReadsBack = false });
        selfie.Prepare();
        TestPicture picture = GpuResults.Astronaut;
        for (int frame = 1; frame <= 2; frame++)
        {
            selfie.ReadsBack = frame == 2;
            Assert.True(selfie.Process(picture.Frame, TimeSpan.FromSeconds(frame)));
            for (int i = 0; i < 100_000 && selfie.ResultsCount < frame; i++)
                host.Tick(0.01f);
            Assert.Equal(frame == 2, selfie.Results.Length > 0);
            Assert.Equal(TimeSpan.FromSeconds(frame), selfie.GpuMaskTime);
            Assert.Contains(Read(device, selfie.GpuMask!), v => v > 200);
        }
    }

    [Fact]
    public void Without_a_context_there_is_no_texture()
    {
        using var cpu = new CpuBackend();
        using var segmenter = new Segmenter(VisionModel.Load(ModelPath), cpu);
        Assert.Null(segmenter.GpuMask);
        TestPicture picture = TestPicture.Random(20, 20, 1);
        Assert.Throws<InvalidOperationException>(() => segmenter.Submit(picture.Frame));
    }

    private static void AssertSame(Mask expected, byte[] found, IGpuMask mask, int tolerance)
    {
        Assert.Equal((expected.Width, expected.Height), (mask.Width, mask.Height));
        for (int i = 0; i < found.Length; i++)
        {
            int row = i / mask.Width, upright = mask.IsBottomUp ? mask.Height - 1 - row : row;
            int value = expected.Values[(upright * mask.Width) + (i % mask.Width)];
            Assert.True(Math.Abs(value - found[i]) <= tolerance, $"{value} at ({i % mask.Width}, {upright}) is {found[i]}");
        }
    }

    // The first channel, through a framebuffer as OpenGL ES does it.
    private static byte[] Read(GlDevice device, IGpuMask mask)
    {
        GL gl = device.Gl;
        uint framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, framebuffer);
        gl.FramebufferTexture2D(FramebufferTarget.ReadFramebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, mask.Texture, 0);
        var rgba = new byte[4 * mask.Width * mask.Height];
        gl.ReadPixels<byte>(
            0, 0, (uint)mask.Width, (uint)mask.Height, PixelFormat.Rgba, PixelType.UnsignedByte, rgba);
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, 0);
        gl.DeleteFramebuffer(framebuffer);
        return [.. Enumerable.Range(0, rgba.Length / 4).Select(i => rgba[4 * i])];
    }
}
