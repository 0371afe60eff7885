using System.Numerics;
using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Overlay;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// Boxes, lines and text on the window, in pixels from its upper left corner, all smooth at the edges. They are
/// gathered and drawn at once by <see cref="Flush"/>. Allocates only to grow.
/// </summary>
internal sealed class Canvas : IDisposable
{
    private const int ShapeBytes = 48;

    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly int _viewport;
    private readonly uint _vertices;
    private readonly uint _buffer;
    private Shape[] _shapes = new Shape[1024];
    private int _count;

    public Canvas(GL gl)
    {
        _gl = gl;
        Font = new FontAtlas(gl);
        _program = new GlProgram(gl, "shape");
        _viewport = _program.Uniform("viewport");
        gl.UseProgram(_program.Handle);
        gl.Uniform1(_program.Uniform("atlas"), 0);
        gl.Uniform1(_program.Uniform("spread"), Font.Spread);
        (_vertices, _buffer) = (gl.GenVertexArray(), gl.GenBuffer());
        gl.BindVertexArray(_vertices);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        Attribute(0, 4, VertexAttribPointerType.Float, 0);
        Attribute(1, 4, VertexAttribPointerType.Float, 16);
        Attribute(2, 4, VertexAttribPointerType.UnsignedByte, 32);
        Attribute(3, 3, VertexAttribPointerType.Float, 36);
    }

    /// <summary>The letters.</summary>
    public FontAtlas Font { get; }

    /// <summary>A filled box.</summary>
    public void Fill(Box box, Rgb color, float alpha = 1, float radius = 0) => Add(new Shape
    {
        Place = new Vector4(box.X1, box.Y1, box.X2, box.Y2),
        Color = Pack(color, alpha),
        Form = radius,
        Kind = Shape.Box,
    });

    /// <summary>The outline of a box; its line is half inside, half outside.</summary>
    public void Outline(Box box, Rgb color, float width, float alpha = 1, float radius = 0) => Add(new Shape
    {
        Place = new Vector4(box.X1, box.Y1, box.X2, box.Y2),
        Color = Pack(color, alpha),
        Form = radius,
        Width = width,
        Kind = Shape.Box,
    });

    /// <summary>A box whose edge fades out over so many pixels inside and outside: a shadow.</summary>
    public void Shadow(Box box, float fade, float alpha, float radius) => Add(new Shape
    {
        Place = new Vector4(box.X1, box.Y1, box.X2, box.Y2),
        Color = Pack(Rgb.Black, alpha),
        Form = radius,
        Width = fade,
        Kind = Shape.Soft,
    });

    /// <summary>A line with round ends.</summary>
    public void Line(Vector2 from, Vector2 to, Rgb color, float width, float alpha = 1) => Add(new Shape
    {
        Place = new Vector4(from, to.X, to.Y),
        Color = Pack(color, alpha),
        Form = width,
        Kind = Shape.Line,
    });

    /// <summary>Text; (x, y) is the left end of its base line.</summary>
    /// <returns>Where the next letter would stand.</returns>
    public float Text(float x, float y, ReadOnlySpan<char> text, float size, Rgb color, float alpha = 1,
        bool bold = false)
    {
        float scale = Font.Scale(size);
        uint packed = Pack(color, alpha);
        foreach (char character in text)
        {
            ref readonly FontAtlas.Letter letter = ref Font[character, bold];
            if (letter.Width > 0)
            {
                (float left, float top) = (x + (letter.Left * scale), y + (letter.Top * scale));
                Add(new Shape
                {
                    Place = new Vector4(left, top, left + (letter.Width * scale), top + (letter.Height * scale)),
                    Source = new Vector4(letter.X, letter.Y, letter.X + letter.Width, letter.Y + letter.Height),
                    Color = packed,
                    Form = scale,
                    Kind = Shape.Letter,
                });
            }

            x += letter.Advance * scale;
        }

        return x;
    }

    /// <summary>Text that ends at x.</summary>
    public void TextRight(float x, float y, ReadOnlySpan<char> text, float size, Rgb color, float alpha = 1,
        bool bold = false) =>
        Text(x - Font.Width(text, size, bold), y, text, size, color, alpha, bold);

    /// <summary>Draws what was gathered and forgets it.</summary>
    public void Flush(int width, int height)
    {
        if (_count == 0)
            return;
        _gl.UseProgram(_program.Handle);
        _gl.Uniform2(_viewport, (float)width, height);
        _gl.ActiveTexture(TextureUnit.Texture0);
        _gl.BindTexture(TextureTarget.Texture2D, Font.Texture.Handle);
        _gl.BindVertexArray(_vertices);
        _gl.BindBuffer(BufferTargetARB.ArrayBuffer, _buffer);
        _gl.BufferData(BufferTargetARB.ArrayBuffer, (ReadOnlySpan<Shape>)_shapes.AsSpan(0, _count),
            BufferUsageARB.StreamDraw);
        _gl.Enable(EnableCap.Blend);
        _gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        _gl.DrawArraysInstanced(PrimitiveType.TriangleStrip, 0, 4, (uint)_count);
        _gl.Disable(EnableCap.Blend);
        _count = 0;
    }

    public void Dispose()
    {
        _program.Dispose();
        _gl.DeleteBuffer(_buffer);
        _gl.DeleteVertexArray(_vertices);
        Font.Dispose();
    }

    private void Add(in Shape shape)
    {
        if (_count == _shapes.Length)
            Array.Resize(ref _shapes, 2 * _count);
        _shapes[_count++] = shape;
    }

    private void Attribute(uint index, int size, VertexAttribPointerType type, nint offset)
    {
        _gl.EnableVertexAttribArray(index);
        _gl.VertexAttribPointer(index, size, type, type == VertexAttribPointerType.UnsignedByte, ShapeBytes, offset);
        _gl.VertexAttribDivisor(index, 1);
    }

    // Premultiplied, as the blending expects it; the bytes R, G, B, A in memory.
    private static uint Pack(Rgb color, float alpha)
    {
        uint Channel(int value) => (uint)((value * alpha) + 0.5f);
        return Channel(color.R) | (Channel(color.G) << 8) | (Channel(color.B) << 16) | (Channel(255) << 24);
    }
}
