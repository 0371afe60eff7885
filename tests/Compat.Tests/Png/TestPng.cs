using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VisionPlugin.Compat.Tests.Png;

/// <summary>Writes PNG files from samples, as plainly as the specification puts it, to test the reader with.</summary>
internal sealed class TestPng
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</summary>
    public required int Color { get; init; }

    public required int Depth { get; init; }

    public bool Interlaced { get; init; }

    /// <summary>Width * height * channels values below 2^Depth.</summary>
    public required ushort[] Samples { get; init; }

    /// <summary>Chunks between IHDR and IDAT.</summary>
    public List<(string Type, byte[] Data)> Chunks { get; } = [];

    /// <summary>Filter type of the first row; the rows after it take the next ones in turn.</summary>
    public int FirstFilter { get; init; }

    public int Channels => ChannelsOf(Color);

    public static int ChannelsOf(int color) => color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] ToArray()
    {
        using MemoryStream file = new();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = (byte)Depth;
        header[9] = (byte)Color;
        header[12] = (byte)(Interlaced ? 1 : 0);
        WriteChunk(file, "IHDR", header);
        foreach ((string type, byte[] data) in Chunks)
            WriteChunk(file, type, data);
        byte[] pixels = CompressPixels();
        // Split, since readers must join what they find.
        WriteChunk(file, "IDAT", pixels[..(pixels.Length / 3)]);
        WriteChunk(file, "IDAT", []);
        WriteChunk(file, "IDAT", pixels[(pixels.Length / 3)..]);
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void WriteChunk(Stream file, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        file.Write(number);
    }

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }

    private byte[] CompressPixels()
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            if (!Interlaced)
            {
                WritePass(zlib, 0, 0, 1, 1);
            }
            else
            {
                WritePass(zlib, 0, 0, 8, 8);
                WritePass(zlib, 4, 0, 8, 8);
                WritePass(zlib, 0, 4, 4, 8);
                WritePass(zlib, 2, 0, 4, 4);
                WritePass(zlib, 0, 2, 2, 4);
                WritePass(zlib, 1, 0, 2, 2);
                WritePass(zlib, 0, 1, 1, 2);
            }
        }

        return compressed.ToArray();
    }

    private void WritePass(Stream zlib, int x0, int y0, int dx, int dy)
    {
        byte[]? above = null;
        int filter = FirstFilter;
        for (int y = y0; y < Height && x0 < Width; y += dy, filter++)
        {
            byte[] row = PackRow(x0, dx, y);
            above ??= new byte[row.Length];
            zlib.WriteByte((byte)(filter % 5));
            zlib.Write(FilterRow(filter % 5, row, above));
            above = row;
        }
    }

    private byte[] PackRow(int x0, int dx, int y)
    {
        List<bool> bits = [];
        for (int x = x0; x < Width; x += dx)
        {
            for (int c = 0; c < Channels; c++)
            {
                int sample = Samples[(((y * Width) + x) * Channels) + c];
                for (int bit = Depth - 1; bit >= 0; bit--)
                    bits.Add(((sample >> bit) & 1) == 1);
            }
        }

        byte[] row = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
            row[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        return row;
    }

    private byte[] FilterRow(int filter, byte[] row, byte[] above)
    {
        int step = Math.Max(1, Depth * Channels / 8);
        byte[] result = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i >= step ? row[i - step] : 0, b = above[i], c = i >= step ? above[i - step] : 0;
            int p = a + b - c;
            int paeth = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a
                : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
            int predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth };
            result[i] = (byte)(row[i] - predicted);
        }

        return result;
    }
}
