namespace VisionPlugin.Compat.Tests.Bmp;

/// <summary>Puts headers in front of the bytes of a bitmap.</summary>
internal sealed class TestBmp
{
    public int HeaderLength { get; init; } = 40;

    public required int Width { get; init; }

    /// <summary>Negative for a bitmap that starts with its top row.</summary>
    public required int Height { get; init; }

    public required int Bits { get; init; }

    public int Compression { get; init; }

    /// <summary>Red, green, blue and perhaps alpha: inside long headers, behind short ones.</summary>
    public uint[] Masks { get; init; } = [];

    /// <summary>Blue, green, red and, but for the core header, a spare byte for each colour.</summary>
    public byte[] Palette { get; init; } = [];

    public required byte[] Data { get; init; }

    public byte[] ToArray()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int masksBehind = HeaderLength < 52 ? 4 * Masks.Length : 0;
        int offset = 14 + HeaderLength + masksBehind + Palette.Length;
        writer.Write("BM"u8);
        writer.Write(offset + Data.Length);
        writer.Write(0);
        writer.Write(offset);
        writer.Write(HeaderLength);
        if (HeaderLength == 12)
        {
            writer.Write((ushort)Width);
            writer.Write((ushort)Height);
        }
        else
        {
            writer.Write(Width);
            writer.Write(Height);
        }

        writer.Write((ushort)1);
        writer.Write((ushort)Bits);
        if (HeaderLength > 12)
        {
            writer.Write(Compression);
            writer.Write(new byte[12]);
            writer.Write(Palette.Length / 4);
            writer.Write(0);
        }

        foreach (uint mask in Masks)
            writer.Write(mask);
        if (masksBehind == 0)
            writer.Write(new byte[Math.Max(0, 14 + HeaderLength - stream.Length)]);
        writer.Write(Palette);
        writer.Write(Data);
        return stream.ToArray();
    }
}
