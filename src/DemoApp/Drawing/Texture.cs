using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;
using FramePixels = VisionPlugin.Frames.PixelFormat;
using GlPixels = Silk.NET.OpenGL.PixelFormat;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>A picture on the GPU, top row first. Memory is only allocated when the size changes.</summary>
internal sealed class Texture : IDisposable
{
    private readonly GL _gl;
    private InternalFormat _format;
    private int _holders;

    public Texture(GL gl)
    {
        _gl = gl;
        Handle = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, Handle);
        Set(TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        Set(TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        Set(TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        Set(TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
    }

    /// <summary>OpenGL's name of it.</summary>
    public uint Handle { get; }

    /// <summary>Columns; 0 before the first upload.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>True while somebody needs it as it is.</summary>
    public bool IsHeld => _holders > 0;

    /// <summary>Keeps it as it is until <see cref="Release"/>.</summary>
    public void Hold() => _holders++;

    /// <summary>Ends a <see cref="Hold"/>.</summary>
    public void Release() => _holders--;

    /// <summary>Reads its pixels back. Waits for the GPU.</summary>
    public void Read(FrameBuffer pixels)
    {
        pixels.Resize(Width, Height, FramePixels.Rgba32);
        uint framebuffer = _gl.GenFramebuffer();
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, framebuffer);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, Handle, 0);
        _gl.ReadPixels(0, 0, (uint)Width, (uint)Height, GlPixels.Rgba, PixelType.UnsignedByte, pixels.Pixels.AsSpan());
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
        _gl.DeleteFramebuffer(framebuffer);
    }

    /// <summary>Uploads a frame of any format.</summary>
    public void Upload(Frame frame)
    {
        int pixelBytes = BytesPerPixel(frame.Format);
        Allocate(frame.Width, frame.Height, frame.Format == FramePixels.Gray8
            ? InternalFormat.R8 : InternalFormat.Rgba8);
        GlPixels format = frame.Format switch
        {
            FramePixels.Rgba32 => GlPixels.Rgba,
            FramePixels.Bgra32 => GlPixels.Bgra,
            FramePixels.Rgb24 => GlPixels.Rgb,
            FramePixels.Bgr24 => GlPixels.Bgr,
            _ => GlPixels.Red,
        };
        _gl.PixelStore(PixelStoreParameter.UnpackAlignment, 1);
        if (frame.Stride % pixelBytes == 0)
        {
            _gl.PixelStore(PixelStoreParameter.UnpackRowLength, frame.Stride / pixelBytes);
            Write(0, frame.Height, format, frame.Pixels);
            _gl.PixelStore(PixelStoreParameter.UnpackRowLength, 0);
        }
        else
        {
            for (int y = 0; y < frame.Height; y++)
                Write(y, 1, format, frame.Row(y));
        }

        _gl.PixelStore(PixelStoreParameter.UnpackAlignment, 4);
    }

    /// <summary>Gives it a size, which leaves its pixels undefined if it is a new one.</summary>
    public void Allocate(int width, int height, InternalFormat format)
    {
        _gl.BindTexture(TextureTarget.Texture2D, Handle);
        if ((width, height, format) == (Width, Height, _format))
            return;
        (Width, Height, _format) = (width, height, format);
        GlPixels pixels = format == InternalFormat.R8 ? GlPixels.Red : GlPixels.Rgba;
        _gl.TexImage2D<byte>(TextureTarget.Texture2D, 0, format, (uint)width, (uint)height, 0, pixels,
            PixelType.UnsignedByte, []);
        // Grey is red, green and blue.
        bool isGrey = format == InternalFormat.R8;
        Set(TextureParameterName.TextureSwizzleG, (int)(isGrey ? GlPixels.Red : GlPixels.Green));
        Set(TextureParameterName.TextureSwizzleB, (int)(isGrey ? GlPixels.Red : GlPixels.Blue));
    }

    /// <summary>Makes its smaller versions and lets it be seen through them.</summary>
    public void MakeMipmaps()
    {
        _gl.BindTexture(TextureTarget.Texture2D, Handle);
        Set(TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapLinear);
        _gl.GenerateMipmap(TextureTarget.Texture2D);
    }

    /// <summary>Lets it be seen with or without smoothing between its pixels.</summary>
    public void Smooth(bool smooth)
    {
        _gl.BindTexture(TextureTarget.Texture2D, Handle);
        Set(TextureParameterName.TextureMinFilter, (int)(smooth ? TextureMinFilter.Linear : TextureMinFilter.Nearest));
        Set(TextureParameterName.TextureMagFilter, (int)(smooth ? TextureMagFilter.Linear : TextureMagFilter.Nearest));
    }

    public void Dispose() => _gl.DeleteTexture(Handle);

    private void Set(TextureParameterName name, int value) => _gl.TexParameter(TextureTarget.Texture2D, name, value);

    private void Write(int y, int rows, GlPixels format, ReadOnlySpan<byte> pixels) =>
        _gl.TexSubImage2D(TextureTarget.Texture2D, 0, 0, y, (uint)Width, (uint)rows, format, PixelType.UnsignedByte,
            pixels);

    private static int BytesPerPixel(FramePixels format) => format switch
    {
        FramePixels.Rgba32 or FramePixels.Bgra32 => 4,
        FramePixels.Rgb24 or FramePixels.Bgr24 => 3,
        _ => 1,
    };
}
