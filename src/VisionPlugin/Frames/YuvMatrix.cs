using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VisionPlugin.Frames;

/// <summary>
/// From brightness and colour differences to red, green and blue, ITU-R BT.601-7 2.5 and BT.709-6 3 and 4, the inverse:
/// <code>
/// R = Y + 2 (1 - Kr) Cr
/// G = Y - 2 Kb (1 - Kb) / Kg Cb - 2 Kr (1 - Kr) / Kg Cr        Kg = 1 - Kr - Kb
/// B = Y + 2 (1 - Kb) Cb
/// </code>
/// with Y on 0..255 and Cb and Cr on -127.5..127.5; limited ranges hold them as 16 + 219/255 Y and 128 + 224/255 C,
/// full ones as Y and 128 + C. Rounded to bytes and clamped. In whole numbers of <see cref="Unit"/>, so that vectors
/// and scalars agree exactly; the error is below 0.001 before rounding.
/// </summary>
internal readonly record struct YuvMatrix(int Black, int Luma, int RedCr, int GreenCb, int GreenCr, int BlueCb)
{
    private const int Bits = 21;
    private const int Unit = 1 << Bits;
    private const int Grey = 128;

    /// <summary>The matrix of an encoding.</summary>
    public static YuvMatrix Of(YuvEncoding encoding)
    {
        (double kr, double kb) = encoding switch
        {
            YuvEncoding.Bt601 or YuvEncoding.Bt601Full => (0.299, 0.114),
            YuvEncoding.Bt709 or YuvEncoding.Bt709Full => (0.2126, 0.0722),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not an encoding."),
        };
        bool isFull = encoding is YuvEncoding.Bt601Full or YuvEncoding.Bt709Full;
        double luma = isFull ? 1 : 255.0 / 219, chroma = isFull ? 1 : 255.0 / 224, kg = 1 - kr - kb;
        return new YuvMatrix(isFull ? 0 : 16, Fixed(luma), Fixed(2 * (1 - kr) * chroma),
            Fixed(2 * kb * (1 - kb) / kg * chroma), Fixed(2 * kr * (1 - kr) / kg * chroma),
            Fixed(2 * (1 - kb) * chroma));
    }

    /// <summary>One pixel: red in the lowest byte, then green, blue and 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ToRgba(int y, int cb, int cr)
    {
        int light = ((y - Black) * Luma) + (Unit / 2);
        (cb, cr) = (cb - Grey, cr - Grey);
        return Byte(light + (RedCr * cr)) | (Byte(light - (GreenCb * cb) - (GreenCr * cr)) << 8)
            | (Byte(light + (BlueCb * cb)) << 16) | 0xFF000000;
    }

    /// <summary>Eight pixels, exactly as one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> ToRgba(Vector256<int> y, Vector256<int> cb, Vector256<int> cr)
    {
        Vector256<int> light = ((y - Vector256.Create(Black)) * Luma) + Vector256.Create(Unit / 2);
        cb -= Vector256.Create(Grey);
        cr -= Vector256.Create(Grey);
        Vector256<int> red = Bytes(light + (cr * RedCr)), blue = Bytes(light + (cb * BlueCb));
        Vector256<int> green = Bytes(light - (cb * GreenCb) - (cr * GreenCr));
        return (red | (green << 8) | (blue << 16) | Vector256.Create(unchecked((int)0xFF000000))).AsUInt32();
    }

    private static int Fixed(double value) => (int)Math.Round(value * Unit);

    private static uint Byte(int value) => (uint)Math.Clamp(value >> Bits, 0, 255);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bytes(Vector256<int> values) =>
        Vector256.Min(Vector256.Max(values >> Bits, Vector256<int>.Zero), Vector256.Create(255));
}
