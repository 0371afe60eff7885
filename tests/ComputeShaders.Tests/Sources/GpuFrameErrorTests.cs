using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>What is no picture is refused with a message that says why, and the next picture is taken.</summary>
public class GpuFrameErrorTests
{
    private static readonly FrameToTensorOptions Options = new() { Width = 8, Height = 8 };

    private static readonly Dictionary<string, (string Message, Func<GL, GpuFrame> Make)> Cases = new()
    {
        ["no such texture"] = ("no texture 4711", _ => GpuFrame.Texture(4711, 8, 8)),
        ["cube map"] = ("not two-dimensional", gl => Other(gl, 0x8513)),
        ["array"] = ("not two-dimensional", gl => Other(gl, 0x8C1A)),
        ["multisampled texture"] = ("not two-dimensional", gl => Other(gl, 0x9100)),
        ["integers"] = ("integers", gl => Texture(gl, HostGl.Rgba8ui)),
        ["depth"] = ("depths", gl => Texture(gl, HostGl.Depth)),
        ["another size"] = ("8 x 8 texels", gl => GpuFrame.Texture(Texture(gl, HostGl.Rgba8).Name, 9, 8)),
        ["no image"] = ("no image at its base level 2", NoImage),
        ["levels"] = ("base level 3 is above", gl => Levels(gl, 3, 1)),
        ["no such framebuffer"] = ("no framebuffer 4712", _ => GpuFrame.Framebuffer(4712, 8, 8)),
        ["incomplete framebuffer"] = ("not complete", gl => GpuFrame.Framebuffer(HostGl.Framebuffer(gl), 8, 8)),
        ["no such attachment"] = ("no colour attachment 1", gl => GpuFrame.Framebuffer(
            HostGl.Framebuffer(gl, Texture(gl, HostGl.Rgba8).Name), 8, 8, attachment: 1)),
        ["integers attached"] = ("integers", gl => GpuFrame.Framebuffer(
            HostGl.Framebuffer(gl, Texture(gl, HostGl.Rgba8ui).Name), 8, 8)),
        ["no window"] = ("window's framebuffer is not complete", _ => GpuFrame.Framebuffer(0, 8, 8)),
    };

    public static TheoryData<string, FrameWay, GlProfile> Names => FrameInputs.With(Cases.Keys);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void What_is_no_picture_is_refused_and_the_next_one_taken(string name, FrameWay way, GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using IBackend backend = FrameInputs.Open(device, way);
        using IGpuFrameInput input = backend.CreateGpuFrameInput(Options)!;
        (string message, Func<GL, GpuFrame> make) = Cases[name];
        GpuFrame frame = make(device.Gl);

        FrameSourceException error = Assert.Throws<FrameSourceException>(() => input.Begin(frame));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(GLEnum.NoError, device.Gl.GetError());
        Assert.False(input.IsReady);
        Assert.Throws<InvalidOperationException>(() => input.Take(out _));
        input.Begin(Texture(device.Gl, HostGl.Rgba8));
        Assert.Equal([1, 3, 8, 8], input.Take(out _).Shape.Sizes.ToArray());
    }

    private static GpuFrame Texture(GL gl, int format)
    {
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, (SizedInternalFormat)format, 8, 8);
        return GpuFrame.Texture(texture, 8, 8);
    }

    private static GpuFrame Other(GL gl, int target)
    {
        uint texture = gl.GenTexture();
        gl.BindTexture((TextureTarget)target, texture);
        return GpuFrame.Texture(texture, 8, 8);
    }

    private static GpuFrame NoImage(GL gl)
    {
        uint texture = HostGl.Texture<byte>(gl, HostGl.Rgba8, 8, 8, new byte[256], isMutable: true);
        HostGl.Set(gl, GlFunctions.BaseLevel, 2);
        return GpuFrame.Texture(texture, 8, 8);
    }

    private static GpuFrame Levels(GL gl, int first, int last)
    {
        uint texture = HostGl.Texture<byte>(gl, HostGl.Rgba8, 8, 8, new byte[256], isMutable: true);
        HostGl.Set(gl, GlFunctions.BaseLevel, first);
        HostGl.Set(gl, GlFunctions.MaxLevel, last);
        return GpuFrame.Texture(texture, 8, 8);
    }
}
