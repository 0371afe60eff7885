namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// Linear light to the bytes of a picture file, IEC 61966-2-1, as common/frame.glsl does it on the GPU: encoded and
/// rounded. By tables, since a power for each channel of each pixel would take longer than many a network.
/// </summary>
internal static class SrgbEncoding
{
    private const int Steps = 4096;

    // The least light that is rounded to byte i; and for each step of light, the byte that its beginning becomes.
    private static readonly float[] Least = [.. Enumerable.Range(0, 257).Select(i => (float)Decode((i - 0.5) / 255))];
    private static readonly byte[] Start = [.. Enumerable.Range(0, Steps + 1).Select(i => Search((float)i / Steps))];

    // Light that is given in bytes.
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(i => OfLinear(i / 255f))];

    /// <summary>The byte of a value of light; what is no number is black.</summary>
    public static byte OfLinear(float light)
    {
        if (!(light > 0))
            return 0;
        if (light >= 1)
            return 255;
        int value = Start[(int)(light * Steps)];
        while (light >= Least[value + 1])
            value++;
        return (byte)value;
    }

    /// <summary>Encodes bytes that hold light, in place; every fourth, the alpha, is of no account.</summary>
    public static void OfLinear(Span<byte> rgba)
    {
        for (int i = 0; i < rgba.Length; i++)
            rgba[i] = Bytes[rgba[i]];
    }

    private static byte Search(float light)
    {
        int value = 0;
        while (value < 255 && light >= Least[value + 1])
            value++;
        return (byte)value;
    }

    private static double Decode(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
}
