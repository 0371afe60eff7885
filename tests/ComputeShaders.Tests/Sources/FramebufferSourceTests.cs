using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using PixelFormat = Silk.NET.OpenGL.PixelFormat;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>
/// Framebuffers, levels of textures, and what a source leaves behind: nothing, neither garbage nor state.
/// </summary>
public class FramebufferSourceTests
{
    private static readonly FrameToTensorOptions Options = new() { Width = 16, Height = 16 };

    public static TheoryData<int, FrameWay, GlProfile> Multisampled =>
        FrameInputs.With([HostGl.Rgba8, HostGl.Rgb8, HostGl.Srgb8Alpha8, HostGl.Rgb10A2, HostGl.Rgba16f]);

    [SkippableTheory]
    [MemberData(nameof(Multisampled))]
    public void Samples_are_resolved(int format, FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        uint framebuffer = HostGl.Multisampled(device.Gl, format, 16, 16, 0.25f, 0.5f, 0.75f);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Options)!;

        input.Begin(GpuFrame.Framebuffer(framebuffer, 16, 16).Crop(new PixelRect(2, 1, 9, 11)));
        ReadOnlySpan<float> pixels = ((Tensor<float>)input.Take(out _).ReadbackAndClone()).AsSpan();

        // OpenGL ES encodes what is drawn to an sRGB attachment; desktop OpenGL only if asked.
        bool isEncoded = format == HostGl.Srgb8Alpha8 && profile == GlProfile.Es;
        Assert.Equal(isEncoded ? 137 : 64, pixels[100], 1f);
        Assert.Equal(isEncoded ? 188 : 128, pixels[256 + 100], 1f);
        Assert.Equal(isEncoded ? 225 : 191, pixels[512 + 100], 1f);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void The_attachment_asked_for_is_read_and_the_frame_may_change_at_once(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        GL gl = device.Gl;
        uint first = HostGl.Texture<byte>(gl, HostGl.Rgba8, 16, 16, new byte[1024]);
        uint second = HostGl.Texture<byte>(gl, HostGl.Rgba8, 16, 16, TextureFormats.Rgba());
        uint framebuffer = HostGl.Framebuffer(gl, first, second);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Options)!;

        input.Begin(GpuFrame.Framebuffer(framebuffer, 16, 16, attachment: 1, isBottomUp: false));
        gl.BindTexture(TextureTarget.Texture2D, second);
        gl.TexSubImage2D<byte>(TextureTarget.Texture2D, 0, 0, 0, 16, 16, PixelFormat.Rgba, PixelType.UnsignedByte,
            new byte[1024]);

        var tensor = (Tensor<float>)input.Take(out _).ReadbackAndClone();
        Assert.Equal(77, tensor.AsSpan()[77]);
        Assert.Equal(255 - 77, tensor.AsSpan()[256 + 77]);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void The_picture_is_the_base_level_that_the_host_has_set(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        GL gl = device.Gl;
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 2, SizedInternalFormat.Rgba8, 32, 32);
        gl.TexSubImage2D<byte>(TextureTarget.Texture2D, 1, 0, 0, 16, 16, PixelFormat.Rgba, PixelType.UnsignedByte,
            TextureFormats.Rgba());
        HostGl.Set(gl, GlFunctions.BaseLevel, 1);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Options)!;

        input.Begin(GpuFrame.Texture(texture, 16, 16));

        Assert.Equal(200, ((Tensor<float>)input.Take(out _).ReadbackAndClone()).AsSpan()[200]);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void No_state_of_the_host_changes_and_no_garbage_is_made(FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        device.ChecksErrors = false;
        using IBackend backend = FrameInputs.Open(device, way);
        GL gl = device.Gl;
        uint texture = HostGl.Texture<byte>(gl, HostGl.Rgba8, 16, 16, TextureFormats.Rgba());
        uint other = HostGl.Texture<byte>(gl, HostGl.Rgba8, 4, 4, new byte[64]);
        uint source = HostGl.Framebuffer(gl, texture, other), read = HostGl.Framebuffer(gl, other);
        uint drawn = HostGl.Framebuffer(gl, other);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Options)!;
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, read);
        gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, drawn);
        gl.Enable(EnableCap.ScissorTest);
        gl.ActiveTexture(TextureUnit.Texture1);
        gl.BindTexture(TextureTarget.Texture2D, other);
        gl.BindSampler(0, gl.GenSampler());
        int[] before = State(gl, source);
        long least = long.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            input.Begin(GpuFrame.Texture(texture, 16, 16));
            input.Take(out _);
            input.Begin(GpuFrame.Framebuffer(source, 16, 16));
            input.Take(out _);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Assert.Equal(0, least);
        Assert.Equal(before, State(gl, source));
        Assert.Equal(GLEnum.NoError, gl.GetError());
    }

    private static int[] State(GL gl, uint source)
    {
        int[] tokens = [0x8CA6, 0x8CAA, 0x0C02, 0x84E0, 0x8069, 0x8919, 0x8B8D, 0x0D05];
        int[] state =
            [.. tokens.Select(token => gl.GetInteger((GetPName)token)), gl.IsEnabled(EnableCap.ScissorTest) ? 1 : 0];
        uint read = (uint)state[1];
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, source);
        int sourceBuffer = gl.GetInteger((GetPName)0x0C02);
        gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, read);
        gl.ActiveTexture(TextureUnit.Texture0);
        int[] unit = [gl.GetInteger(GetPName.TextureBinding2D), gl.GetInteger(GetPName.SamplerBinding)];
        gl.ActiveTexture((TextureUnit)state[3]);
        return [.. state, sourceBuffer, .. unit];
    }
}
