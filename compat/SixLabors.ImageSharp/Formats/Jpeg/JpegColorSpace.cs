namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>What the components stand for.</summary>
internal enum JpegColorSpace
{
    Gray,
    Rgb,
    YCbCr,

    /// <summary>Ink amounts as Adobe stores them: 255 is no ink.</summary>
    Cmyk,

    /// <summary>The same with the first three as YCbCr.</summary>
    Ycck,
}
