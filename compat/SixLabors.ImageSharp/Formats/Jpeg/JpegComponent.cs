namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>One colour plane: its sampling, its tables in the current scan and its samples.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantizationIndex)
{
    internal byte Id { get; } = id;

    /// <summary>Blocks of an MCU in a row, 1 to 4.</summary>
    internal int Horizontal { get; } = horizontal;

    /// <summary>Blocks of an MCU in a column, 1 to 4.</summary>
    internal int Vertical { get; } = vertical;

    internal int QuantizationIndex { get; } = quantizationIndex;

    /// <summary>Size in samples without padding.</summary>
    internal int Width { get; private set; }

    internal int Height { get; private set; }

    /// <summary>
    /// Size in blocks without padding to whole MCUs, which is what a scan of this component alone sends.
    /// </summary>
    internal int WidthInBlocks => (Width + 7) / 8;

    internal int HeightInBlocks => (Height + 7) / 8;

    /// <summary>Samples from one row of <see cref="Samples"/> to the next: whole MCUs.</summary>
    internal int Stride { get; private set; }

    /// <summary>The decoded samples, scaled to 8 bits; 128 where the file has no data.</summary>
    internal byte[] Samples { get; private set; } = [];

    /// <summary>
    /// Of progressive frames: 64 coefficients a block in natural order, blocks in rows of Stride / 8.
    /// </summary>
    internal short[] Coefficients { get; private set; } = [];

    /// <summary>Step sizes in natural order, as they stood when the first scan of the component began.</summary>
    internal int[]? Quantization { get; set; }

    internal JpegHuffmanTable? Dc { get; set; }

    internal JpegHuffmanTable? Ac { get; set; }

    /// <summary>DC coefficient of the block before.</summary>
    internal int PreviousDc { get; set; }

    internal void Measure(JpegFrame frame)
    {
        Width = DivideUp(frame.Width * Horizontal, frame.MaxHorizontal);
        Height = DivideUp(frame.Height * Vertical, frame.MaxVertical);
    }

    internal void Allocate(JpegFrame frame)
    {
        Stride = frame.McusPerRow * Horizontal * 8;
        int size = checked(Stride * frame.McuRows * Vertical * 8);
        Samples = new byte[size];
        Array.Fill(Samples, (byte)128);
        if (frame.Progressive)
            Coefficients = new short[size];
    }

    /// <summary>The samples from the upper left corner of a block on.</summary>
    internal Span<byte> SamplesAt(int blockX, int blockY) => Samples.AsSpan((blockY * 8 * Stride) + (blockX * 8));

    internal Span<short> CoefficientsAt(int blockX, int blockY) =>
        Coefficients.AsSpan((blockY * 8 * Stride) + (blockX * 64), 64);

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
