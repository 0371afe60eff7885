using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Samples.BareHost;

/// <summary>The host's own drawing: parts of a picture, and boxes, by functions that it has looked up itself.</summary>
internal sealed unsafe class Screen : IDisposable
{
    private const uint Texture2D = 0x0DE1, Rgba = 0x1908, UnsignedByte = 0x1401;
    private const uint ReadFramebuffer = 0x8CA8, ColorAttachment0 = 0x8CE0, ColorBufferBit = 0x4000;
    private const uint Linear = 0x2601, ScissorTest = 0x0C11;

    private readonly Func<string, nint> _load;
    private readonly delegate* unmanaged<uint, uint, void> _bindFramebuffer;
    private readonly delegate* unmanaged<int, int, int, int, int, int, int, int, uint, uint, void> _blitFramebuffer;
    private readonly delegate* unmanaged<int, int, int, int, void> _scissor;
    private readonly delegate* unmanaged<uint, void> _enable, _disable, _clear;
    private readonly delegate* unmanaged<float, float, float, float, void> _clearColor;
    private uint _texture;
    private uint _framebuffer;
    private int _height;

    /// <summary>Uploads a picture, its top row first.</summary>
    public Screen(Func<string, nint> load, ReadOnlySpan<byte> rgba, int width, int height)
    {
        _load = load;
        _bindFramebuffer = (delegate* unmanaged<uint, uint, void>)load("glBindFramebuffer");
        _blitFramebuffer =
            (delegate* unmanaged<int, int, int, int, int, int, int, int, uint, uint, void>)load("glBlitFramebuffer");
        _scissor = (delegate* unmanaged<int, int, int, int, void>)load("glScissor");
        _enable = (delegate* unmanaged<uint, void>)load("glEnable");
        _disable = (delegate* unmanaged<uint, void>)load("glDisable");
        _clear = (delegate* unmanaged<uint, void>)load("glClear");
        _clearColor = (delegate* unmanaged<float, float, float, float, void>)load("glClearColor");
        Upload(rgba, width, height);
    }

    /// <summary>Shows a part of the picture on the whole window, upright: OpenGL's first row is the bottom.</summary>
    public void Show(PixelRect part, int width, int height)
    {
        _height = height;
        _bindFramebuffer(ReadFramebuffer, _framebuffer);
        _blitFramebuffer(
            part.X, part.Y, part.X + part.Width, part.Y + part.Height, 0, height, width, 0, ColorBufferBit, Linear);
        _bindFramebuffer(ReadFramebuffer, 0);
    }

    /// <summary>Draws a box that is in pixels of the window, as four cleared strips.</summary>
    public void DrawBox(Box box)
    {
        const int Thickness = 3;
        (int left, int top, int right, int bottom) = ((int)box.X1, (int)box.Y1, (int)box.X2, (int)box.Y2);
        _enable(ScissorTest);
        _clearColor(0.2f, 1, 0.4f, 1);
        Fill(left, top, right - left, Thickness);
        Fill(left, bottom - Thickness, right - left, Thickness);
        Fill(left, top, Thickness, bottom - top);
        Fill(right - Thickness, top, Thickness, bottom - top);
        _disable(ScissorTest);
    }

    public void Dispose()
    {
        Delete("glDeleteFramebuffers", _framebuffer);
        Delete("glDeleteTextures", _texture);
    }

    private void Fill(int left, int top, int width, int height)
    {
        _scissor(left, _height - top - height, Math.Max(width, 0), Math.Max(height, 0));
        _clear(ColorBufferBit);
    }

    private void Upload(ReadOnlySpan<byte> rgba, int width, int height)
    {
        _texture = Generate("glGenTextures");
        ((delegate* unmanaged<uint, uint, void>)_load("glBindTexture"))(Texture2D, _texture);
        fixed (byte* pixels = rgba)
        {
            ((delegate* unmanaged<uint, int, uint, int, int, int, uint, uint, byte*, void>)_load("glTexImage2D"))
                (Texture2D, 0, Rgba, width, height, 0, Rgba, UnsignedByte, pixels);
        }

        _framebuffer = Generate("glGenFramebuffers");
        _bindFramebuffer(ReadFramebuffer, _framebuffer);
        ((delegate* unmanaged<uint, uint, uint, uint, int, void>)_load("glFramebufferTexture2D"))
            (ReadFramebuffer, ColorAttachment0, Texture2D, _texture, 0);
    }

    private uint Generate(string function)
    {
        uint name = 0;
        ((delegate* unmanaged<int, uint*, void>)_load(function))(1, &name);
        return name;
    }

    private void Delete(string function, uint name) => ((delegate* unmanaged<int, uint*, void>)_load(function))(1, &name);
}
