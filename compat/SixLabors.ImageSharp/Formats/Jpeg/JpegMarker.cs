namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Second bytes of the markers (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    internal const byte BaselineFrame = 0xC0;
    internal const byte ExtendedFrame = 0xC1;
    internal const byte ProgressiveFrame = 0xC2;
    internal const byte HuffmanTables = 0xC4;
    internal const byte JpegReserved = 0xC8;
    internal const byte ArithmeticConditioning = 0xCC;
    internal const byte LastFrame = 0xCF;
    internal const byte FirstRestart = 0xD0;
    internal const byte LastRestart = 0xD7;
    internal const byte StartOfImage = 0xD8;
    internal const byte EndOfImage = 0xD9;
    internal const byte StartOfScan = 0xDA;
    internal const byte QuantizationTables = 0xDB;
    internal const byte NumberOfLines = 0xDC;
    internal const byte RestartInterval = 0xDD;
    internal const byte App0 = 0xE0;
    internal const byte App1 = 0xE1;
    internal const byte App14 = 0xEE;
    internal const byte Temporary = 0x01;

    /// <summary>
    /// Index of the first 0xFF that starts a marker, past stuffed and fill bytes; the length if there is none.
    /// </summary>
    internal static int IndexOf(ReadOnlySpan<byte> data)
    {
        for (int i = 0; i + 1 < data.Length; i++)
        {
            int next = data[i..].IndexOf((byte)0xFF);
            if (next < 0 || i + next + 1 >= data.Length)
                return data.Length;
            i += next;
            if (data[i + 1] is not (0x00 or 0xFF))
                return i;
        }

        return data.Length;
    }

    /// <summary>A marker that no length and content follow.</summary>
    internal static bool StandsAlone(byte marker) =>
        marker is Temporary or StartOfImage || IsRestart(marker);

    internal static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;

    /// <summary>A frame header of any coding process.</summary>
    internal static bool IsFrame(byte marker) => marker is >= BaselineFrame and <= LastFrame
        and not (HuffmanTables or JpegReserved or ArithmeticConditioning);
}
