using Silk.NET.OpenGL;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Overlay;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>Draws textures on the window, in pixels from its upper left corner.</summary>
internal sealed class PicturePainter : IDisposable
{
    // The blur's width is a part of the picture's, whatever its size.
    private const float BlurParts = 80;

    private static readonly Rgb Tint = new(86, 196, 255);

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly uint _vertices;
    private readonly int _viewport, _place, _source, _effect, _level, _tint, _classes;

    public PicturePainter(GL gl)
    {
        _gl = gl;
        _program = new GlProgram(gl, "picture");
        _vertices = gl.GenVertexArray();
        (_viewport, _place, _source) = (_program.Uniform("viewport"), _program.Uniform("place"),
            _program.Uniform("source"));
        (_effect, _level, _tint) = (_program.Uniform("effect"), _program.Uniform("level"), _program.Uniform("tint"));
        _classes = _program.Uniform("classes");
        gl.UseProgram(_program.Handle);
        _program.SetClassColors();
        gl.Uniform1(_program.Uniform("picture"), 0);
        gl.Uniform1(_program.Uniform("mask"), 1);
    }

    /// <summary>Draws a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="place">Where, in pixels of the window.</param>
    /// <param name="window">The window's size.</param>
    /// <param name="bottomUp">True if the texture's first row is the picture's last.</param>
    public void Draw(Texture picture, Box place, (int Width, int Height) window, bool bottomUp = false)
    {
        Begin(picture, place, window, bottomUp);
        _gl.Uniform1(_effect, (int)PictureEffect.None);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
    }

    /// <summary>Draws a picture with a mask of any size, which covers it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="mask">OpenGL's name of the mask's texture, whose first row is its top.</param>
    /// <param name="kind">What its values mean. Class 0 is the background; others get their colours.</param>
    /// <param name="effect">What is done with it.</param>
    /// <param name="place">Where, in pixels of the window.</param>
    /// <param name="window">The window's size.</param>
    public void Draw(Texture picture, uint mask, MaskKind kind, PictureEffect effect, Box place,
        (int Width, int Height) window)
    {
        if (effect == PictureEffect.Blur)
            picture.MakeMipmaps();
        Begin(picture, place, window, bottomUp: false);
        _gl.ActiveTexture(TextureUnit.Texture1);
        _gl.BindTexture(TextureTarget.Texture2D, mask);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.Uniform1(_effect, (int)effect);
        _gl.Uniform1(_level, MathF.Log2(Math.Max(1, picture.Width / BlurParts)));
        _gl.Uniform4(_tint, Tint.R / 255f, Tint.G / 255f, Tint.B / 255f, 1);
        _gl.Uniform1(_classes, kind == MaskKind.ClassIndex ? 1 : 0);
        _gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
    }

    public void Dispose()
    {
        _program.Dispose();
        _gl.DeleteVertexArray(_vertices);
    }

    private void Begin(Texture picture, Box place, (int Width, int Height) window, bool bottomUp)
    {
        _gl.UseProgram(_program.Handle);
        _gl.BindVertexArray(_vertices);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, picture.Handle);
        _gl.Uniform2(_viewport, (float)window.Width, window.Height);
        _gl.Uniform4(_place, place.X1, place.Y1, place.X2, place.Y2);
        _gl.Uniform4(_source, 0f, bottomUp ? 1f : 0f, 1f, bottomUp ? 0f : 1f);
    }
}
