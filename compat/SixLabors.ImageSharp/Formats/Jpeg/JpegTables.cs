namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>The tables that the file has defined so far; each may be replaced between scans.</summary>
internal sealed class JpegTables
{
    /// <summary>Place in natural (row by row) order of the k-th coefficient in zigzag order.</summary>
    internal static ReadOnlySpan<byte> NaturalOrder =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    internal int[]?[] Quantization { get; } = new int[]?[4];

    internal JpegHuffmanTable?[] Dc { get; } = new JpegHuffmanTable?[4];

    internal JpegHuffmanTable?[] Ac { get; } = new JpegHuffmanTable?[4];

    /// <summary>MCUs between restart markers; 0 for no such markers.</summary>
    internal int RestartInterval { get; private set; }

    internal void ReadRestartInterval(ReadOnlySpan<byte> segment) =>
        RestartInterval = new ByteReader("JPEG", segment).ReadUInt16BigEndian();

    /// <summary>Steps are stored in natural order.</summary>
    internal void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        ByteReader reader = new("JPEG", segment);
        while (reader.Remaining > 0)
        {
            int head = reader.ReadByte();
            int[] steps = new int[64];
            foreach (byte place in NaturalOrder)
                steps[place] = head >> 4 == 0 ? reader.ReadByte() : reader.ReadUInt16BigEndian();
            Quantization[Index(head, 1)] = steps;
        }
    }

    internal void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        ByteReader reader = new("JPEG", segment);
        while (reader.Remaining > 0)
        {
            int head = reader.ReadByte();
            ReadOnlySpan<byte> counts = reader.Take(16);
            int total = 0;
            foreach (byte count in counts)
                total += count;
            ReadOnlySpan<byte> symbols = reader.Take(total);
            bool isDc = head >> 4 == 0;
            if (isDc && symbols.ContainsAnyExceptInRange((byte)0, (byte)15))
                throw new InvalidImageContentException("JPEG: a Huffman table for DC has a size above 15.");
            (isDc ? Dc : Ac)[Index(head, 1)] = new JpegHuffmanTable(counts, symbols);
        }
    }

    private static int Index(int head, int maxClass)
    {
        if (head >> 4 > maxClass || (head & 15) > 3)
            throw new InvalidImageContentException($"JPEG: there is no table 0x{head:X2}.");
        return head & 15;
    }
}
