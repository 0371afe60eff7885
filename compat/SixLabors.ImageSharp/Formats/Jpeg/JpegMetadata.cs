namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>What the application segments say about colours and orientation.</summary>
internal sealed class JpegMetadata
{
    private const int AdobeTransformOffset = 11;

    private bool _jfif;
    private int? _adobeTransform;

    internal ExifOrientation Orientation { get; private set; } = ExifOrientation.TopLeft;

    internal void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == JpegMarker.App0 && segment.StartsWith("JFIF\0"u8))
            _jfif = true;
        else if (marker == JpegMarker.App1 && segment.StartsWith("Exif\0\0"u8))
            Orientation = ExifReader.ReadOrientation(segment[6..]);
        else if (marker == JpegMarker.App14 && segment.StartsWith("Adobe"u8) && segment.Length > AdobeTransformOffset)
            _adobeTransform = segment[AdobeTransformOffset];
    }

    /// <summary>JFIF is always YCbCr; else Adobe's marker decides, and without either the components' names.</summary>
    internal JpegColorSpace ColorSpaceOf(JpegComponent[] components)
    {
        if (components.Length == 1)
            return JpegColorSpace.Gray;
        if (components.Length == 4)
            return _adobeTransform is null or 0 ? JpegColorSpace.Cmyk : JpegColorSpace.Ycck;
        bool namedRgb = components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
        bool rgb = !_jfif && (_adobeTransform is { } transform ? transform == 0 : namedRgb);
        return rgb ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr;
    }
}
