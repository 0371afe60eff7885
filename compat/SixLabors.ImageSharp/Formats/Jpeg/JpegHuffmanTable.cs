namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// Decodes a canonical prefix code: short codes by one look-up, longer ones by comparing with each length's range.
/// </summary>
internal sealed class JpegHuffmanTable
{
    private const int LookupBits = 9;
    private const int MaxLength = 16;

    /// <summary>Per 9-bit prefix the code's length * 256 + its symbol; 0 where the code is longer.</summary>
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    /// <summary>Per length the first 16-bit prefix that is past its codes.</summary>
    private readonly int[] _end = new int[MaxLength + 1];

    /// <summary>Per length what to add to a code for its index among the symbols.</summary>
    private readonly int[] _offset = new int[MaxLength + 1];

    private readonly byte[] _symbols;

    /// <param name="counts">The number of codes of 1 to 16 bits.</param>
    /// <param name="symbols">The symbols in order of their codes.</param>
    internal JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, index = 0;
        for (int length = 1; length <= MaxLength; length++, code <<= 1)
        {
            _offset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (code >= 1 << length)
                    throw new InvalidImageContentException("JPEG: a Huffman table has more codes than fit.");
                if (length <= LookupBits)
                {
                    ushort entry = (ushort)((length << 8) | symbols[index]);
                    int spare = LookupBits - length;
                    _lookup.AsSpan(code << spare, 1 << spare).Fill(entry);
                }
            }

            _end[length] = code << (MaxLength - length);
        }
    }

    /// <summary>
    /// Reads one symbol; -1 if the bits are no code. Leaves at least 16 bits behind it in the buffer.
    /// </summary>
    internal int Decode(ref JpegBitReader bits)
    {
        bits.Fill();
        int entry = _lookup[bits.Peek(LookupBits)];
        if (entry != 0)
        {
            bits.Skip(entry >> 8);
            return entry & 0xFF;
        }

        int prefix = bits.Peek(MaxLength);
        for (int length = LookupBits + 1; length <= MaxLength; length++)
        {
            if (prefix >= _end[length])
                continue;
            bits.Skip(length);
            return _symbols[(prefix >> (MaxLength - length)) + _offset[length]];
        }

        return -1;
    }
}
