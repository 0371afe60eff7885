using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using ResizeMode = VisionPlugin.Frames.ResizeMode;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>Textures and framebuffers of a host become what their pixels become on the CPU.</summary>
public class GpuFrameInputTests
{
    private static readonly FrameToTensorOptions Same =
        new() { Width = TextureFormats.Size, Height = TextureFormats.Size };

    public static TheoryData<string, FrameWay, GlProfile> Formats => FrameInputs.With(TextureFormats.Names);

    [SkippableTheory]
    [MemberData(nameof(Formats))]
    public void A_texture_of_any_format_gives_the_bytes_of_a_picture_file(string format, FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        (uint texture, byte[] rgb, int tolerance) = TextureFormats.Make(device.Gl, format);

        AssertBytes(rgb, Convert(backend, GpuFrame.Texture(texture, 16, 16)), tolerance);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Linear_light_is_encoded_unless_the_format_says_that_it_is_already(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        GL gl = device.Gl;
        uint floats = HostGl.Texture<float>(gl, HostGl.Rgba32f, 16, 16, TextureFormats.Floats(TextureFormats.Linear));
        uint srgb = HostGl.Texture<byte>(gl, HostGl.Srgb8Alpha8, 16, 16, TextureFormats.Rgba());

        AssertBytes(TextureFormats.Rgb(), Convert(backend, GpuFrame.Texture(floats, 16, 16) with { IsLinear = true }), 1);
        AssertBytes(TextureFormats.Rgb(), Convert(backend, GpuFrame.Texture(srgb, 16, 16) with { IsLinear = true }), 0);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Parts_of_textures_and_framebuffers_either_way_up_become_what_parts_of_frames_become(
        FrameWay way, GlProfile profile)
    {
        var options = new FrameToTensorOptions
        {
            Width = 13,
            Height = 17,
            Resize = ResizeMode.LetterboxCenter,
            PadValue = 114,
            Mean = [1, 2, 3],
            Scale = [0.5f],
        };
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(options)!;
        foreach ((int width, int height, bool bottomUp, PixelRect part) in ((int, int, bool, PixelRect)[])
            [
                (31, 22, false, new(0, 0, 31, 22)), (31, 22, true, new(0, 0, 31, 22)), (31, 22, true, new(3, 5, 21, 9)),
                (31, 22, false, new(30, 21, 1, 1)), (64, 48, true, new(3, 5, 21, 9)), (1, 1, false, new(0, 0, 1, 1)),
            ])
        {
            TestPicture picture = TestPicture.Random(width, height, width + height);
            byte[] rows = bottomUp ? [.. picture.Rgba.Chunk(width * 4).Reverse().SelectMany(row => row)] : picture.Rgba;
            uint texture = HostGl.Texture<byte>(device.Gl, HostGl.Rgba8, width, height, rows);
            uint framebuffer = HostGl.Framebuffer(device.Gl, texture);
            using var expected = new Tensor<float>(options.Shape);
            FrameTransform transform = new FrameToTensor(options).Convert(picture.Frame.Crop(part), expected);
            foreach (GpuFrame frame in (GpuFrame[])[GpuFrame.Texture(texture, width, height, bottomUp),
                GpuFrame.Framebuffer(framebuffer, width, height, isBottomUp: bottomUp)])
            {
                input.Begin(frame.Crop(part));
                Tensor<float> tensor = input.Take(out FrameTransform taken);

                Assert.Equal(transform, taken);
                TensorAssert.Equal(expected, tensor.ReadbackAndClone(), 1e-3, 1e-5, $"{frame.Kind} {part} of {width}");
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Formats_that_are_only_for_reading_are_for_compute_shaders_alone(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        float[] exact = [.. TextureFormats.Rgb().Select(b => MathF.Round(b / 4f) / 64)];
        uint texture = HostGl.Texture<float>(device.Gl, HostGl.Rgb9E5, 16, 16, exact);
        if (way == FrameWay.Readback)
        {
            var error = Assert.Throws<FrameSourceException>(() => Convert(backend, GpuFrame.Texture(texture, 16, 16)));
            Assert.Contains("cannot be read back", error.Message, StringComparison.Ordinal);
        }
        else
        {
            byte[] rgb = [.. exact.Select(v => (byte)MathF.Floor((Math.Min(v, 1) * 255) + 0.5f))];
            AssertBytes(rgb, Convert(backend, GpuFrame.Texture(texture, 16, 16)), 0);
            uint srgb = HostGl.Texture<byte>(device.Gl, HostGl.Srgb8, 16, 16, TextureFormats.Rgb());
            AssertBytes(TextureFormats.Rgb(), Convert(backend, GpuFrame.Texture(srgb, 16, 16)), 0);
        }
    }

    private static Tensor<float> Convert(IBackend backend, GpuFrame frame)
    {
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Same)!;
        input.Begin(frame);
        return (Tensor<float>)input.Take(out _).ReadbackAndClone();
    }

    private static void AssertBytes(byte[] rgb, Tensor<float> planes, int tolerance)
    {
        ReadOnlySpan<float> actual = planes.AsSpan();
        int plane = actual.Length / 3;
        for (int i = 0; i < rgb.Length; i++)
        {
            float value = actual[(i % 3 * plane) + (i / 3)];
            Assert.True(Math.Abs(rgb[i] - value) <= tolerance, $"texel {i / 3} channel {i % 3}: {rgb[i]} became {value}");
        }
    }
}
