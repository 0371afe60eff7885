using Silk.NET.OpenGL;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>Pictures between files and OpenGL.</summary>
internal static class Picture
{
    /// <summary>A texture with mipmaps, the picture's top row first.</summary>
    public static uint Load(GL gl, string path)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(path);
        (uint width, uint height) = ((uint)image.Width, (uint)image.Height);
        byte[] pixels = new byte[4 * width * height];
        image.CopyPixelDataTo(pixels);
        uint texture = gl.GenTexture();
        gl.BindTexture(TextureTarget.Texture2D, texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 8, SizedInternalFormat.Rgba8, width, height);
        gl.TexSubImage2D<byte>(
            TextureTarget.Texture2D, 0, 0, 0, width, height, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        gl.GenerateMipmap(TextureTarget.Texture2D);
        gl.TexParameter(
            TextureTarget.Texture2D, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapLinear);
        return texture;
    }

    /// <summary>Reads the bound framebuffer and turns it upright: OpenGL's first row is the bottom.</summary>
    public static void Read(GL gl, int width, int height, Span<byte> rgba)
    {
        gl.ReadPixels(0, 0, (uint)width, (uint)height, PixelFormat.Rgba, PixelType.UnsignedByte, rgba);
        Span<byte> row = new byte[4 * width];
        for (int top = 0, bottom = height - 1; top < bottom; top++, bottom--)
        {
            Span<byte> upper = rgba.Slice(top * row.Length, row.Length), lower = rgba.Slice(bottom * row.Length, row.Length);
            upper.CopyTo(row);
            lower.CopyTo(upper);
            row.CopyTo(lower);
        }
    }

    /// <summary>Writes the bound framebuffer to a PNG file.</summary>
    public static void Save(GL gl, int width, int height, string path)
    {
        byte[] pixels = new byte[4 * width * height];
        Read(gl, width, height, pixels);
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels.AsSpan(), width, height);
        image.SaveAsPng(path);
    }
}
