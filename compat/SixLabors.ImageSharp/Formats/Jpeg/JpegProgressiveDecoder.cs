namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// Blocks whose coefficients come in several scans, by band and by bit (ITU-T T.81, G.1.2 and G.2).
/// </summary>
internal struct JpegProgressiveDecoder(JpegScan scan) : IJpegBlockDecoder
{
    /// <summary>How many blocks from here on have no new coefficients in this band.</summary>
    private int _emptyBlocks;

    public void Restart() => _emptyBlocks = 0;

    public bool Decode(ref JpegBitReader bits, JpegComponent component, int blockX, int blockY)
    {
        Span<short> block = component.CoefficientsAt(blockX, blockY);
        bool read = (scan.Start == 0, scan.High == 0) switch
        {
            (true, true) => ReadDc(ref bits, component, block),
            (true, false) => RefineDc(ref bits, block),
            (false, true) => ReadAc(ref bits, component.Ac!, block),
            (false, false) => RefineAc(ref bits, component.Ac!, block),
        };
        return read && !bits.Overrun;
    }

    private readonly bool ReadDc(ref JpegBitReader bits, JpegComponent component, Span<short> block)
    {
        int size = component.Dc!.Decode(ref bits);
        if (size < 0)
            return false;
        component.PreviousDc += bits.TakeSigned(size);
        block[0] = (short)(component.PreviousDc << scan.Low);
        return true;
    }

    private readonly bool RefineDc(ref JpegBitReader bits, Span<short> block)
    {
        block[0] |= (short)(bits.TakeBit() << scan.Low);
        return true;
    }

    private bool ReadAc(ref JpegBitReader bits, JpegHuffmanTable table, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return true;
        }

        for (int k = scan.Start; k <= scan.End; k++)
        {
            int symbol = table.Decode(ref bits);
            int run = symbol >> 4, size = symbol & 15;
            if (symbol < 0)
                return false;
            if (size == 0 && run < 15)
            {
                // This block's end too, so one less to come.
                _emptyBlocks = (1 << run) - 1 + bits.Take(run);
                return true;
            }

            k += run;
            if (k > scan.End)
                return false;
            if (size != 0)
                block[JpegTables.NaturalOrder[k]] = (short)(bits.TakeSigned(size) << scan.Low);
        }

        return true;
    }

    private bool RefineAc(ref JpegBitReader bits, JpegHuffmanTable table, Span<short> block)
    {
        int k = scan.Start;
        for (; k <= scan.End && _emptyBlocks == 0; k++)
        {
            int symbol = table.Decode(ref bits);
            int run = symbol >> 4, size = symbol & 15;
            if (symbol < 0 || size > 1)
                return false;
            if (size == 0 && run < 15)
            {
                _emptyBlocks = (1 << run) + bits.Take(run);
                break;
            }

            short value = 0;
            if (size == 1)
                value = (short)(bits.Take(1) == 1 ? 1 << scan.Low : -1 << scan.Low);
            k = SkipZeros(ref bits, block, k, run);
            if (k > scan.End)
                return false;
            // After a run of 16 zeros the last of them stays zero.
            block[JpegTables.NaturalOrder[k]] = value;
        }

        if (_emptyBlocks > 0)
        {
            // Most blocks of such a run are all zeros, with no bits to read.
            if (k > scan.Start || block[1..].ContainsAnyExcept((short)0))
                SkipZeros(ref bits, block, k, int.MaxValue);
            _emptyBlocks--;
        }

        return true;
    }

    /// <summary>
    /// Goes over <paramref name="zeros"/> coefficients that are zero so far to the next such one, and reads a further
    /// bit of each other one on the way. Returns its index, or one past the band.
    /// </summary>
    private readonly int SkipZeros(ref JpegBitReader bits, Span<short> block, int k, int zeros)
    {
        int bit = 1 << scan.Low;
        for (; k <= scan.End; k++)
        {
            ref short coefficient = ref block[JpegTables.NaturalOrder[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                    break;
            }
            else if (bits.TakeBit() == 1 && (coefficient & bit) == 0)
            {
                coefficient += (short)(coefficient > 0 ? bit : -bit);
            }
        }

        return k;
    }
}
