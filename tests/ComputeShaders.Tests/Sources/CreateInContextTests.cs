using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>The backend for a host's context, whatever that is.</summary>
public class CreateInContextTests
{
    [SkippableTheory]
    [InlineData(GlProfile.Core, 3, 3)]
    [InlineData(GlProfile.Core, 4, 1)]
    [InlineData(GlProfile.Es, 3, 0)]
    public void Without_compute_shaders_the_CPU_gets_textures_and_framebuffers(GlProfile profile, int major, int minor)
    {
        using HeadlessContext context = Gpu.OpenContext(profile);
        var old = new OldContext(profile, major, minor);
        using IBackend backend = GpuBackends.CreateInContext(old.Loader, out string reason);
        Assert.Equal(BackendType.Cpu, backend.Type);
        Assert.Contains("no compute shaders; pictures are read back", reason, StringComparison.Ordinal);
        var options = new FrameToTensorOptions { Width = 16, Height = 16 };
        using IGpuFrameInput input = backend.CreateGpuFrameInput(options)!;
        using var expected = new Tensor<float>(options.Shape);
        TestPicture picture = TestPicture.Random(16, 16, 3);
        new FrameToTensor(options).Convert(picture.Frame, expected);
        uint texture = Gpu.Upload(context.Gl, picture);
        uint framebuffer = HostGl.Framebuffer(context.Gl, texture);
        uint samples = HostGl.Multisampled(context.Gl, HostGl.Rgba8, 16, 16, 1, 0.2f, 0);
        foreach (GpuFrame frame in (GpuFrame[])[GpuFrame.Texture(texture, 16, 16),
            GpuFrame.Framebuffer(framebuffer, 16, 16, isBottomUp: false)])
        {
            input.Begin(frame);
            TensorAssert.Equal(expected, input.Take(out _), context: frame.Kind.ToString());
        }

        input.Begin(GpuFrame.Framebuffer(samples, 16, 16));
        ReadOnlySpan<float> red = input.Take(out _).AsSpan();
        Assert.Equal((255f, 51f, 0f), (red[0], red[256], red[512]));
        Assert.Empty(old.Mistakes);
        Assert.Equal(GLEnum.NoError, context.Gl.GetError());
    }

    [SkippableTheory]
    [InlineData(GlProfile.Core, 3, 2)]
    [InlineData(GlProfile.Es, 2, 0)]
    public void Contexts_that_are_too_old_leave_pixels(GlProfile profile, int major, int minor)
    {
        using HeadlessContext context = Gpu.OpenContext(profile);
        var old = new OldContext(profile, major, minor);

        using IBackend backend = GpuBackends.CreateInContext(old.Gl, out string reason);

        Assert.Equal(BackendType.Cpu, backend.Type);
        Assert.Contains("pixels only", reason, StringComparison.Ordinal);
        Assert.Null(backend.CreateGpuFrameInput(new FrameToTensorOptions { Width = 8, Height = 8 }));
        Assert.Throws<GpuUnavailableException>(() => GpuBackends.CreateInContext(old.Gl, out _, BackendType.GpuCompute));
    }

    [SkippableFact]
    public void A_software_rasteriser_is_left_for_the_CPU_unless_asked_for()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Core);
        using IBackend chosen = GpuBackends.CreateInContext(context.Gl, out string reason);
        using IBackend asked = GpuBackends.CreateInContext(context.Gl, out string why, BackendType.GpuCompute);
        using IBackend reference = GpuBackends.CreateInContext(context.Gl, out _, BackendType.Reference);

        bool isSoftware = GlDeviceInfo.Read(context.Gl).IsSoftware;
        Assert.Equal(isSoftware ? BackendType.Cpu : BackendType.GpuCompute, chosen.Type);
        Assert.Contains(isSoftware ? "software rasteriser" : "in hardware", reason, StringComparison.Ordinal);
        Assert.Equal((BackendType.GpuCompute, BackendType.Reference), (asked.Type, reference.Type));
        Assert.StartsWith("GPU: asked for", why, StringComparison.Ordinal);
        Assert.Contains("read back from", reference.Description, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameInputs.Ways), MemberType = typeof(FrameInputs))]
    public void Pictures_go_on_in_the_hosts_next_context(FrameWay way, GlProfile profile)
    {
        HeadlessContext first = Gpu.OpenContext(profile);
        using IBackend backend = way == FrameWay.Compute
            ? new GpuBackend(first.Gl) : new ReadbackBackend(new ReferenceBackend(), first.Gl);
        var options = new FrameToTensorOptions { Width = 16, Height = 16 };
        using IGpuFrameInput input = backend.CreateGpuFrameInput(options)!;
        TestPicture picture = TestPicture.Random(16, 16, 3);
        uint framebuffer = HostGl.Framebuffer(first.Gl, Gpu.Upload(first.Gl, picture));
        input.Begin(GpuFrame.Framebuffer(framebuffer, 16, 16, isBottomUp: false));
        first.Dispose();
        using HeadlessContext second = HeadlessContext.Create(profile);
        if (backend is GpuBackend gpu)
            gpu.Recreate(second.Gl);
        else
            ((ReadbackBackend)backend).Recreate(second.Gl);

        if (way == FrameWay.Readback)
            Assert.Throws<GpuDeviceLostException>(() => input.Take(out _));
        framebuffer = HostGl.Framebuffer(second.Gl, Gpu.Upload(second.Gl, picture));
        input.Begin(GpuFrame.Framebuffer(framebuffer, 16, 16, isBottomUp: false));
        using var expected = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(picture.Frame, expected);

        TensorAssert.Equal(expected, input.Take(out _).ReadbackAndClone(), 1e-3, 1e-5);
    }
}
