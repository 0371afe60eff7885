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

    /// <summary>Writes the bound framebuffer to a PNG file.</summary>
    public static void Save(GL gl, int width, int height, string path)
    {
        byte[] pixels = new byte[4 * width * height];
        gl.ReadPixels<byte>(0, 0, (uint)width, (uint)height, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        // OpenGL's first row is the bottom.
        byte[] upright = [.. pixels.Chunk(4 * width).Reverse().SelectMany(row => row)];
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(upright.AsSpan(), width, height);
        image.SaveAsPng(path);
    }
}
