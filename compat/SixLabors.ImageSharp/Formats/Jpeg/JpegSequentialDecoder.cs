namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Blocks that are sent whole: decoded and transformed at once (ITU-T T.81, F.2.2).</summary>
internal readonly struct JpegSequentialDecoder(int precision) : IJpegBlockDecoder
{
    private readonly short[] _block = new short[64];

    public void Restart()
    {
    }

    public bool Decode(ref JpegBitReader bits, JpegComponent component, int blockX, int blockY)
    {
        Span<short> block = _block;
        block.Clear();
        int size = component.Dc!.Decode(ref bits);
        if (size < 0)
            return false;
        component.PreviousDc += bits.TakeSigned(size);
        block[0] = (short)component.PreviousDc;
        int last = ReadAc(ref bits, component.Ac!, block);
        if (last < 0 || bits.Overrun)
            return false;
        Span<byte> target = component.SamplesAt(blockX, blockY);
        if (last == 0)
            JpegInverseDct.TransformFlat(block[0], component.Quantization!, target, component.Stride, precision);
        else
            JpegInverseDct.Transform(block, component.Quantization!, target, component.Stride, precision);
        return true;
    }

    /// <summary>Returns the zigzag index of the last coefficient that is sent, 0 for none, -1 for damage.</summary>
    private static int ReadAc(ref JpegBitReader bits, JpegHuffmanTable table, Span<short> block)
    {
        int last = 0;
        for (int k = 1; k < 64; k++)
        {
            int symbol = table.Decode(ref bits);
            int run = symbol >> 4, size = symbol & 15;
            if (symbol < 0 || k + run > 63)
                return -1;
            k += run;
            if (size != 0)
            {
                block[JpegTables.NaturalOrder[k]] = (short)bits.TakeSigned(size);
                last = k;
            }
            else if (run != 15)
            {
                // The end of the block; its run is 0.
                return last;
            }
        }

        return last;
    }
}
