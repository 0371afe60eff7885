using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Finds the format by the first bytes and runs its decoder.</summary>
internal static class ImageDecoder
{
    private const int SignatureLength = 8;
    private const int MaxFileLength = 1 << 30;

    private delegate DecodedImage Decoder(ReadOnlySpan<byte> data);

    private delegate ImageInfo Identifier(ReadOnlySpan<byte> data);

    internal static DecodedImage Decode(ReadOnlySpan<byte> data) => Find(data).Decode(data);

    internal static ImageInfo Identify(ReadOnlySpan<byte> data) => Find(data).Identify(data);

    /// <summary>Reads the stream to its end, unless the first bytes already show that it is no picture.</summary>
    internal static byte[] ReadAll(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] signature = new byte[SignatureLength];
        int length = stream.ReadAtLeast(signature, SignatureLength, throwOnEndOfStream: false);
        Find(signature.AsSpan(0, length));
        long rest = stream.CanSeek ? stream.Length - stream.Position : 0;
        if (rest > MaxFileLength)
            throw new InvalidImageContentException($"{rest} bytes are above the limit of {MaxFileLength} for a picture.");
        using MemoryStream all = new(length + (int)rest);
        all.Write(signature, 0, length);
        stream.CopyTo(all);
        return all.Capacity == all.Length ? all.GetBuffer() : all.ToArray();
    }

    private static (Decoder Decode, Identifier Identify) Find(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith(PngReader.Signature))
            return (PngReader.Decode, PngReader.Identify);
        if (data.StartsWith(JpegReader.Signature))
            return (JpegReader.Decode, JpegReader.Identify);
        if (data.StartsWith(BmpReader.Signature))
            return (BmpReader.Decode, BmpReader.Identify);
        throw new UnknownImageFormatException(
            "The data is no picture in a known format. Known are PNG, JPEG and BMP.");
    }
}
