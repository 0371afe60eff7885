namespace VisionPlugin.Frames;

/// <summary>
/// How brightness and colour differences of <see cref="PixelFormat.Nv12"/> and <see cref="PixelFormat.Yuyv"/> become
/// red, green and blue. Cameras and videos up to 576 rows use BT.601, larger videos BT.709; limited ranges are usual.
/// </summary>
public enum YuvEncoding
{
    /// <summary>ITU-R BT.601, brightness 16..235, colour differences 16..240.</summary>
    Bt601,

    /// <summary>ITU-R BT.601, all of 0..255, as in JPEG files.</summary>
    Bt601Full,

    /// <summary>ITU-R BT.709, brightness 16..235, colour differences 16..240.</summary>
    Bt709,

    /// <summary>ITU-R BT.709, all of 0..255.</summary>
    Bt709Full,
}
