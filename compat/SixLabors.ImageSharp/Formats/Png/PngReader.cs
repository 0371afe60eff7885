using System.IO.Compression;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Decodes PNG (W3C PNG specification, third edition) of every colour type and bit depth.</summary>
internal static class PngReader
{
    /// <summary>Deflate cannot shrink data further than about 1032 to 1.</summary>
    private const int MaxDeflateRatio = 1040;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    internal static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        PngChunks chunks = new(file);
        PngHeader header = ReadHeader(ref chunks);
        return new ImageInfo(header.Width, header.Height);
    }

    internal static DecodedImage Decode(ReadOnlySpan<byte> file)
    {
        PngChunks chunks = new(file);
        PngHeader header = ReadHeader(ref chunks);
        ReadOnlySpan<byte> palette = default, transparency = default;
        ExifOrientation orientation = ExifOrientation.TopLeft;
        using MemoryStream compressed = new();
        while (chunks.MoveNext())
        {
            if (chunks.Type.SequenceEqual("IDAT"u8))
                compressed.Write(chunks.Data);
            else if (chunks.Type.SequenceEqual("PLTE"u8))
                palette = chunks.Data;
            else if (chunks.Type.SequenceEqual("tRNS"u8))
                transparency = chunks.Data;
            else if (chunks.Type.SequenceEqual("eXIf"u8))
                orientation = ExifReader.ReadOrientation(chunks.Data);
        }

        long leastBytes = (header.RowBytes(header.Width) + 1L) * header.Height / MaxDeflateRatio;
        PixelLimit.Check("PNG", header.Width, header.Height, Math.Max(1, leastBytes), compressed.Length);
        PngRowConverter converter = new(header, palette, transparency);
        compressed.Position = 0;
        Rgba32[] pixels = new Rgba32[header.Width * header.Height];
        try
        {
            using ZLibStream rows = new(compressed, CompressionMode.Decompress);
            foreach (PngPass pass in PngPass.Of(header))
                ReadPass(rows, header, pass, converter, pixels);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidImageContentException("PNG: the compressed pixels are damaged or cut off.", e);
        }

        return new DecodedImage(header.Width, header.Height, pixels, orientation);
    }

    private static PngHeader ReadHeader(ref PngChunks chunks)
    {
        if (!chunks.MoveNext() || !chunks.Type.SequenceEqual("IHDR"u8))
            throw new InvalidImageContentException("PNG: the header chunk is missing.");
        return PngHeader.Read(chunks.Data);
    }

    private static void ReadPass(
        Stream rows, PngHeader header, PngPass pass, PngRowConverter converter, Span<Rgba32> pixels)
    {
        int width = pass.Width(header), height = pass.Height(header);
        if (width <= 0 || height <= 0)
            return;
        int bytesPerPixel = Math.Max(1, header.BitsPerPixel / 8);
        int rowBytes = header.RowBytes(width) + 1;
        byte[] sent = new byte[rowBytes + PngFilter.Padding];
        byte[] current = new byte[sent.Length - 1];
        byte[] above = new byte[sent.Length - 1];
        Rgba32[] sparse = pass.XStep == 1 ? [] : new Rgba32[width];
        for (int y = 0; y < height; y++)
        {
            rows.ReadExactly(sent, 0, rowBytes);
            PngFilter.Undo(sent[0], sent.AsSpan(1), above, current, bytesPerPixel);
            Span<Rgba32> target = pixels.Slice((pass.Y + (y * pass.YStep)) * header.Width, header.Width);
            if (pass.XStep == 1)
            {
                converter.Convert(current, target);
            }
            else
            {
                converter.Convert(current, sparse);
                for (int i = 0, x = pass.X; i < width; i++, x += pass.XStep)
                    target[x] = sparse[i];
            }

            (current, above) = (above, current);
        }
    }
}
