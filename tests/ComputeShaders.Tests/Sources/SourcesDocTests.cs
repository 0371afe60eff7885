using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>The samples of docs/embedding.md about where frames come from.</summary>
public class SourcesDocTests
{
    private const string This = "tests/ComputeShaders.Tests/Sources/SourcesDocTests.cs";

    [Theory]
    [InlineData("Frames")]
    [InlineData("Backend")]
    public void The_samples_are_the_code_that_is_tested_here(string name) =>
        DocSample.AssertShown("docs/embedding.md", This, name);

    [Fact]
    public void The_frames_are_what_their_comments_say()
    {
        (int stride, int lumaStride, int chromaStride) = (1280, 1280, 1288);
        byte[] bytes = new byte[1280 * 1080], luma = new byte[1280 * 720], chroma = new byte[1288 * 360];
        const uint id = 5;

        // Frames: begin
        var pixels = new Frame(bytes, 1280, 720, PixelFormat.Nv12, stride) { Yuv = YuvEncoding.Bt709 };
        var planes = new Frame(luma, chroma, 1280, 720, lumaStride, chromaStride);   // NV12 in two buffers
        GpuFrame texture = GpuFrame.Texture(id, 1920, 1080, isBottomUp: true);       // that you have rendered to
        GpuFrame window = GpuFrame.Framebuffer(0, 1920, 1080);                       // the back buffer, before it is shown
        GpuFrame part = texture.Crop(new PixelRect(480, 270, 960, 540));             // results are in pixels of the part
        // Frames: end

        Assert.Equal((PixelFormat.Nv12, 360 * 1280), (pixels.Format, pixels.Chroma.Length));
        Assert.Equal((PixelFormat.Nv12, 1288), (planes.Format, planes.ChromaStride));
        Assert.Equal((GpuFrameKind.Texture, GpuFrameKind.Framebuffer), (texture.Kind, window.Kind));
        Assert.Equal((id, 960, 540), (part.Name, part.Width, part.Height));
    }

    [SkippableFact]
    public void The_backend_takes_textures()
    {
        using HeadlessContext context = Gpu.OpenContext(GlProfile.Auto);
        Silk.NET.OpenGL.GL gl = context.Gl;

        // Backend: begin
        using IBackend backend = GpuBackends.CreateInContext(gl, out string reason);  // or a Func<string, nint> for a GL
        // Backend: end

        Assert.NotEmpty(reason);
        using IGpuFrameInput? input = backend.CreateGpuFrameInput(new FrameToTensorOptions { Width = 8, Height = 8 });
        Assert.NotNull(input);
    }
}
