using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using ResizeMode = VisionPlugin.Frames.ResizeMode;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Textures to tensors on the GPU, against the conversion of frames on the CPU.</summary>
public class TextureConverterTests
{
    public static TheoryData<ResizeMode, ChannelOrder, PixelCoordinates, GlProfile> Ways
    {
        get
        {
            var data = new TheoryData<ResizeMode, ChannelOrder, PixelCoordinates, GlProfile>();
            foreach (ResizeMode resize in Enum.GetValues<ResizeMode>())
            {
                foreach (ChannelOrder order in Enum.GetValues<ChannelOrder>())
                    data.Add(resize, order, PixelCoordinates.HalfPixel, GlProfile.Core);
                data.Add(resize, ChannelOrder.Rgb, PixelCoordinates.Asymmetric, GlProfile.Es);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public void A_texture_becomes_what_the_frame_becomes(
        ResizeMode resize, ChannelOrder order, PixelCoordinates coordinates, GlProfile profile)
    {
        bool grey = order == ChannelOrder.Gray;
        var options = new FrameToTensorOptions
        {
            Width = 37,
            Height = 29,
            Channels = order,
            Resize = resize,
            Coordinates = coordinates,
            PadValue = 114,
            Mean = grey ? [100] : [104, 117, 123],
            Scale = grey ? [0.5f] : [1 / 58f, 1 / 57f, 0.25f],
        };
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var converter = new TextureConverter(backend, options, batch: 2);
        using Tensor<float> tensor = GpuTensor.Create(backend, [2, .. options.Shape.Sizes[1..]]);
        foreach ((int width, int height, bool bottomUp) in ((int, int, bool)[])[(64, 48, false), (21, 60, false),
            (64, 48, true)])
        {
            byte[] pixels = Pixels(width, height);
            uint texture = Upload(device, bottomUp ? Flip(pixels, width * 4) : pixels, width, height);
            var expected = new Tensor<float>(tensor.Shape);
            FrameTransform transform = default;
            for (int n = 0; n < 2; n++)
            {
                var frame = new Frame(pixels, width, height, Frames.PixelFormat.Rgba32);
                transform = new FrameToTensor(options).Convert(frame, expected, n);
                Assert.Equal(transform, converter.ToTensor(GpuFrame.Texture(texture, width, height, bottomUp), tensor,
                    n));
            }

            TensorAssert.Equal(expected, tensor.ReadbackAndClone(), 1e-3, 1e-5,
                $"{width} x {height}, bottom up {bottomUp}");
            device.Gl.DeleteTexture(texture);
        }
    }

    [SkippableFact]
    public void The_tensor_feeds_a_worker_without_the_host_and_without_allocation()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        device.ChecksErrors = false;
        using var backend = new GpuBackend(device);
        var options = new FrameToTensorOptions { Width = 16, Height = 12 };
        using var converter = new TextureConverter(backend, options);
        using Tensor<float> tensor = GpuTensor.Create(backend, options.Shape);
        using var worker = new Worker(SmallNetwork.Negation(), backend);
        byte[] pixels = Pixels(16, 12);
        var texture = GpuFrame.Texture(Upload(device, pixels, 16, 12), 16, 12);

        void Run()
        {
            converter.ToTensor(texture, tensor);
            worker.Schedule(tensor);
        }

        Run();
        Tensor<float> result = ((Tensor<float>)worker.PeekOutput()).ReadbackAndClone();
        Assert.Equal(-pixels[0], result.AsSpan()[0]);
        Assert.Equal(-pixels[^2], result.AsSpan()[^1]);
        long least = long.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [SkippableFact]
    public void Tensors_that_do_not_fit_are_refused()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        using var converter = new TextureConverter(backend, new FrameToTensorOptions { Width = 16, Height = 12 });
        using Tensor<float> wide = GpuTensor.Create(backend, [1, 3, 12, 17]);
        using var host = new Tensor<float>([1, 3, 12, 16]);
        var texture = GpuFrame.Texture(1, 8, 8);

        Assert.Throws<ShapeMismatchException>(() => converter.ToTensor(texture, wide));
        Assert.Throws<ArgumentException>(() => converter.ToTensor(texture, host));
    }

    [SkippableFact]
    public void The_hosts_texture_binding_stays()
    {
        using GlDevice device = Gpu.Open(GlProfile.Auto);
        using var backend = new GpuBackend(device);
        var options = new FrameToTensorOptions { Width = 16, Height = 12 };
        using var converter = new TextureConverter(backend, options);
        using Tensor<float> tensor = GpuTensor.Create(backend, options.Shape);
        uint texture = Upload(device, Pixels(8, 8), 8, 8), hosts = Upload(device, Pixels(4, 4), 4, 4);
        device.Gl.ActiveTexture(TextureUnit.Texture0);
        device.Gl.BindTexture(TextureTarget.Texture2D, hosts);
        device.Gl.ActiveTexture(TextureUnit.Texture1);

        converter.ToTensor(GpuFrame.Texture(texture, 8, 8), tensor);

        Assert.Equal((int)TextureUnit.Texture1, device.Gl.GetInteger(GetPName.ActiveTexture));
        device.Gl.ActiveTexture(TextureUnit.Texture0);
        Assert.Equal((int)hosts, device.Gl.GetInteger(GetPName.TextureBinding2D));
    }

    private static byte[] Pixels(int width, int height)
    {
        var pixels = new byte[width * height * 4];
        new Random(width + height).NextBytes(pixels);
        return pixels;
    }

    private static byte[] Flip(byte[] pixels, int stride) => [.. pixels.Chunk(stride).Reverse().SelectMany(row => row)];

    private static unsafe uint Upload(GlDevice device, byte[] pixels, int width, int height)
    {
        GL gl = device.Gl;
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, (uint)width, (uint)height);
        fixed (byte* data = pixels)
        {
            gl.TexSubImage2D(TextureTarget.Texture2D, 0, 0, 0, (uint)width, (uint)height,
                Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte, data);
        }

        return texture;
    }
}
