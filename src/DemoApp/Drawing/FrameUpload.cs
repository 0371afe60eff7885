using Silk.NET.OpenGL;
using VisionPlugin.Frames;
using PixelFormat = VisionPlugin.Frames.PixelFormat;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// Brings frames of any format to textures of red, green and blue. What cameras and decoders give by themselves goes to
/// the GPU as it is, which is a half of the bytes or less, and is converted there. Allocates nothing per frame.
/// </summary>
internal sealed class FrameUpload : IDisposable
{
    private readonly GL _gl;
    private readonly Texture _luma, _chroma;
    private GlProgram? _program;
    private uint _vertices, _framebuffer;
    private int _size, _packed, _black, _toRgb, _toGreen;

    public FrameUpload(GL gl) => (_gl, _luma, _chroma) = (gl, new Texture(gl), new Texture(gl));

    /// <summary>Brings a frame to a texture.</summary>
    public void Upload(Frame frame, Texture target)
    {
        if (!PixelFormats.IsYuv(frame.Format))
        {
            target.Upload(frame);
            return;
        }

        int pairs = (frame.Width + 1) / 2;
        if (frame.Format == PixelFormat.Yuyv)
        {
            _luma.Upload(new Frame(frame.Pixels, pairs, frame.Height, PixelFormat.Rgba32, frame.Stride));
        }
        else
        {
            _luma.Upload(new Frame(frame.Pixels, frame.Width, frame.Height, PixelFormat.Gray8, frame.Stride));
            _chroma.Upload(new Frame(
                frame.Chroma, 2 * pairs, (frame.Height + 1) / 2, PixelFormat.Gray8, frame.ChromaStride));
        }

        Convert(frame, target);
    }

    public void Dispose()
    {
        _luma.Dispose();
        _chroma.Dispose();
        if (_program is null)
            return;
        _program.Dispose();
        _gl.DeleteVertexArray(_vertices);
        _gl.DeleteFramebuffer(_framebuffer);
    }

    private void Convert(Frame frame, Texture target)
    {
        GlProgram program = _program ??= Prepare();
        target.Allocate(frame.Width, frame.Height, InternalFormat.Rgba8);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, target.Handle, 0);
        _gl.Viewport(0, 0, (uint)frame.Width, (uint)frame.Height);
        _gl.UseProgram(program.Handle);
        _gl.Uniform2(_size, (float)frame.Width, frame.Height);
        _gl.Uniform1(_packed, frame.Format == PixelFormat.Yuyv ? 1 : 0);
        SetMatrix(frame.Yuv);
        _gl.ActiveTexture(TextureUnit.Texture1);
        _gl.BindTexture(TextureTarget.Texture2D, _chroma.Handle);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, _luma.Handle);
        _gl.BindVertexArray(_vertices);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
    }

    // As YuvEncoding's recommendations have it: ITU-R BT.601-7 2.5, BT.709-6 3 and 4, the inverse.
    private void SetMatrix(YuvEncoding encoding)
    {
        bool isFull = encoding is YuvEncoding.Bt601Full or YuvEncoding.Bt709Full;
        (float kr, float kb) = encoding is YuvEncoding.Bt601 or YuvEncoding.Bt601Full
            ? (0.299f, 0.114f) : (0.2126f, 0.0722f);
        float chroma = isFull ? 1 : 255f / 224, kg = 1 - kr - kb;
        _gl.Uniform1(_black, isFull ? 0 : 16 / 255f);
        _gl.Uniform4(_toRgb, isFull ? 1 : 255f / 219, 2 * (1 - kr) * chroma, 2 * (1 - kb) * chroma, 0);
        _gl.Uniform2(_toGreen, 2 * kb * (1 - kb) / kg * chroma, 2 * kr * (1 - kr) / kg * chroma);
    }

    private GlProgram Prepare()
    {
        var program = new GlProgram(_gl, "scene", "yuv");
        (_vertices, _framebuffer) = (_gl.GenVertexArray(), _gl.GenFramebuffer());
        (_size, _packed, _black) = (program.Uniform("size"), program.Uniform("packedPairs"), program.Uniform("black"));
        (_toRgb, _toGreen) = (program.Uniform("toRgb"), program.Uniform("toGreen"));
        _gl.UseProgram(program.Handle);
        _gl.Uniform1(program.Uniform("luma"), 0);
        _gl.Uniform1(program.Uniform("chroma"), 1);
        return program;
    }
}
