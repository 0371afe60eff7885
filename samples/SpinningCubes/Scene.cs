using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using VisionPlugin.Frames;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>Textured cubes that spin, drawn into a texture. The context takes its objects with it.</summary>
internal sealed class Scene
{
    public const int Width = 960, Height = 720;

    // The far ones first: without their back sides, cubes need no depth buffer.
    private static readonly (Vector3 Centre, float Size, float Speed)[] Cubes =
        [(new(-2.6f, 1, -2.5f), 0.8f, -0.9f), (new(2.6f, -1, -2.5f), 0.8f, 1.1f), (Vector3.Zero, 1, 0.7f)];

    private readonly GL _gl;
    private readonly uint _picture, _framebuffer, _program, _vertices;

    /// <summary>Creates the scene with the texture of its cubes.</summary>
    public Scene(GL gl, uint picture)
    {
        (_gl, _picture) = (gl, picture);
        _program = Shaders.Load(gl, "cube");
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

    public void Draw(float time)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, Width, Height);
        _gl.Enable(EnableCap.CullFace);
        _gl.ClearColor(0.11f, 0.12f, 0.16f, 1);
        _gl.Clear(ClearBufferMask.ColorBufferBit);
        _gl.UseProgram(_program);
        _gl.BindVertexArray(_vertices);
        _gl.BindTexture(TextureTarget.Texture2D, _picture);
        Matrix4x4 view = Matrix4x4.CreateLookAt(new Vector3(0, 0.4f, 4.2f), Vector3.Zero, Vector3.UnitY);
        Set("viewProjection", view * Matrix4x4.CreatePerspectiveFieldOfView(0.9f, (float)Width / Height, 0.1f, 50));
        foreach ((Vector3 centre, float size, float speed) in Cubes)
        {
            Matrix4x4 spin = Matrix4x4.CreateFromYawPitchRoll(speed * time, 0.2f * MathF.Sin(time), 0);
            Set("model", Matrix4x4.CreateScale(size) * spin * Matrix4x4.CreateTranslation(centre));
            _gl.DrawArrays(PrimitiveType.Triangles, 0, 36);
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

    // System.Numerics multiplies rows from the left, GLSL columns from the right: in memory that is the same.
    private void Set(string name, Matrix4x4 matrix) => _gl.UniformMatrix4(
        _gl.GetUniformLocation(_program, name), false, MemoryMarshal.Cast<Matrix4x4, float>(new ReadOnlySpan<Matrix4x4>(in matrix)));
}
