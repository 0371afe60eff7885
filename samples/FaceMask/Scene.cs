using System.Numerics;
using Silk.NET.OpenGL;
using VisionPlugin.Frames;
using VisionPlugin.Samples.SpinningCubes;

namespace VisionPlugin.Samples.FaceMask;

/// <summary>Prints of one picture that swing over a backdrop, drawn into a texture. The context takes its objects with it.</summary>
internal sealed class Scene
{
    public const int Width = 960, Height = 720;

    // Each in a lane of its own; parts of the picture in pixels of it, one of them mirrored.
    private static readonly Print[] Prints =
    [
        new(new(165, 345), 140, new(25, 120), 1.1f, 0.0f, new(80, 0, 370, 290)),
        new(new(480, 385), 155, new(20, 150), 0.8f, 2.1f, new(390, 0, 60, 330)),
        new(new(795, 360), 140, new(25, 140), 1.4f, 4.2f, new(90, 0, 350, 260)),
    ];

    private readonly GL _gl;
    private readonly uint _picture, _framebuffer, _backdrop, _photo, _vertices;

    /// <summary>Creates the scene with the texture of its prints, of 512 x 512 texels.</summary>
    public Scene(GL gl, uint picture)
    {
        (_gl, _picture) = (gl, picture);
        (_backdrop, _photo) = (Shaders.Load(gl, "backdrop"), Shaders.Load(gl, "photo"));
        _vertices = gl.GenVertexArray();
        uint color = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, color);
        gl.TexStorage2D(TextureTarget.Texture2D, 1, SizedInternalFormat.Rgba8, Width, Height);
        _framebuffer = gl.GenFramebuffer();
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.FramebufferTexture2D(
            FramebufferTarget.Framebuffer, FramebufferAttachment.ColorAttachment0, TextureTarget.Texture2D, color, 0);
        Drawn = GpuFrame.Texture(color, Width, Height, isBottomUp: true);
    }

    /// <summary>The texture that is drawn to.</summary>
    public GpuFrame Drawn { get; }

    /// <param name="time">Seconds since the start.</param>
    public void Draw(float time)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, Width, Height);
        _gl.BindVertexArray(_vertices);
        _gl.Disable(EnableCap.Blend);
        _gl.UseProgram(_backdrop);
        _gl.Uniform1(_gl.GetUniformLocation(_backdrop, "time"), time);
        _gl.DrawArrays(PrimitiveType.Triangles, 0, 3);

        _gl.Enable(EnableCap.Blend);
        _gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        _gl.BindTexture(TextureTarget.Texture2D, _picture);
        _gl.UseProgram(_photo);
        _gl.Uniform2(_gl.GetUniformLocation(_photo, "sceneSize"), (float)Width, Height);
        foreach (Print print in Prints)
        {
            float phase = (print.Speed * time) + print.Phase;
            Vector2 centre = print.Home + (print.Swing * new Vector2(MathF.Sin(0.7f * phase), MathF.Sin(phase)));
            Vector4 part = print.Part / 512;
            Set("place", new Vector4(centre, print.HalfSize, print.HalfSize));
            Set("part", part);
            _gl.Uniform1(_gl.GetUniformLocation(_photo, "angle"), 0.07f * MathF.Sin(1.3f * phase));
            _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
        }
    }

    /// <summary>Copies it to the window and leaves that bound.</summary>
    public void Show(int width, int height)
    {
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _framebuffer);
        _gl.BindFramebuffer(FramebufferTarget.DrawFramebuffer, 0);
        _gl.BlitFramebuffer(
            0, 0, Width, Height, 0, 0, width, height, ClearBufferMask.ColorBufferBit, BlitFramebufferFilter.Linear);
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, 0);
        _gl.Viewport(0, 0, (uint)width, (uint)height);
    }

    private void Set(string name, Vector4 value) =>
        _gl.Uniform4(_gl.GetUniformLocation(_photo, name), value.X, value.Y, value.Z, value.W);

    /// <summary>A square print: where it is at home, half its side, how far and fast it swings, what it shows.</summary>
    private readonly record struct Print(Vector2 Home, float HalfSize, Vector2 Swing, float Speed, float Phase, Vector4 Part);
}
