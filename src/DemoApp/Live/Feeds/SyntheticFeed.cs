using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using Box = VisionPlugin.Decoding.Box;
using PixelFormat = VisionPlugin.Frames.PixelFormat;

namespace VisionPlugin.DemoApp.Live.Feeds;

/// <summary>Draws <see cref="SyntheticScene"/> with OpenGL, in the window's context.</summary>
internal sealed class SyntheticFeed : ILiveFeed
{
    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly uint _vertices;
    private readonly uint _framebuffer;
    private readonly int _time, _boxes;
    private readonly Vector4[] _places = new Vector4[SyntheticScene.Count];
    private readonly bool _isTimed;
    private readonly RateMeter _rate = new();
    private TimeSpan _start = CaptureClock.Now;
    private long _index = -1;
    private int _steps;

    /// <summary>Makes a feed.</summary>
    /// <param name="gl">The window's context.</param>
    /// <param name="isTimed">True for frames at the scene's rate; false for one whenever it is asked for.</param>
    public SyntheticFeed(GL gl, bool isTimed)
    {
        (_gl, _isTimed) = (gl, isTimed);
        _program = new GlProgram(gl, "scene");
        (_time, _boxes) = (_program.Uniform("time"), _program.Uniform("boxes"));
        _vertices = gl.GenVertexArray();
        _framebuffer = gl.GenFramebuffer();
        gl.UseProgram(_program.Handle);
        gl.Uniform2(_program.Uniform("size"), (float)SyntheticScene.Width, SyntheticScene.Height);
        SetColors(_program.Uniform("colors"));
    }

    public string Name => "synthetic";

    public string? Trouble => null;

    public bool IsStill => false;

    public double Rate => _rate.Rate(CaptureClock.Now);

    public bool IsPaused { get; set; }

    public bool TryTake(Texture texture, FrameBuffer? pixels, out FrameStamp stamp)
    {
        stamp = default;
        if (IsPaused && _steps == 0)
        {
            // Time stands still too.
            _start = CaptureClock.Now - TimeSpan.FromSeconds((double)_index / SyntheticScene.Rate);
            return false;
        }

        if (_isTimed && !IsPaused)
        {
            long due = (long)((CaptureClock.Now - _start).TotalSeconds * SyntheticScene.Rate);
            if (due <= _index)
                return false;
            _index = due;
        }
        else
        {
            _index++;
            _steps = Math.Max(0, _steps - 1);
        }

        _rate.Add(CaptureClock.Now);
        TimeSpan time = TimeSpan.FromSeconds((double)_index / SyntheticScene.Rate);
        stamp = new FrameStamp(_index, time, CaptureClock.Now);
        Draw(time.TotalSeconds, texture, pixels);
        if (pixels is not null)
            pixels.Stamp = stamp;
        return true;
    }

    public void Step() => _steps++;

    public void Dispose()
    {
        _program.Dispose();
        _gl.DeleteVertexArray(_vertices);
        _gl.DeleteFramebuffer(_framebuffer);
    }

    private void Draw(double seconds, Texture texture, FrameBuffer? pixels)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            Box box = SyntheticScene.BoxOf(i, seconds);
            _places[i] = new Vector4(box.X1, box.Y1, box.X2, box.Y2);
        }

        texture.Allocate(SyntheticScene.Width, SyntheticScene.Height, InternalFormat.Rgba8);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.FramebufferTexture2D(FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0,
            TextureTarget.Texture2D, texture.Handle, 0);
        _gl.Viewport(0, 0, SyntheticScene.Width, SyntheticScene.Height);
        _gl.UseProgram(_program.Handle);
        _gl.Uniform1(_time, (float)(seconds % 3600));
        _gl.Uniform4(_boxes, MemoryMarshal.Cast<Vector4, float>(_places));
        _gl.BindVertexArray(_vertices);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
        if (pixels is not null)
        {
            pixels.Resize(SyntheticScene.Width, SyntheticScene.Height, PixelFormat.Rgba32);
            _gl.ReadPixels(0, 0, SyntheticScene.Width, SyntheticScene.Height,
                Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte, pixels.Pixels.AsSpan());
        }

        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
    }

    private void SetColors(int location)
    {
        var colors = new Vector4[SyntheticScene.Count];
        for (int i = 0; i < colors.Length; i++)
        {
            Rgb color = SyntheticScene.Colors[i];
            colors[i] = new Vector4(color.R, color.G, color.B, SyntheticScene.IsDisc(i) ? 255 : 0) / 255;
        }

        _gl.Uniform4(location, MemoryMarshal.Cast<Vector4, float>(colors));
    }
}
