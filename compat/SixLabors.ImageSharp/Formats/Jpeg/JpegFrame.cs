namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>A frame header, checked (ITU-T T.81, B.2.2).</summary>
internal sealed class JpegFrame
{
    private JpegFrame(int precision, int width, int height, bool progressive, JpegComponent[] components)
    {
        Precision = precision;
        Width = width;
        Height = height;
        Progressive = progressive;
        Components = components;
        MaxHorizontal = components.Max(c => c.Horizontal);
        MaxVertical = components.Max(c => c.Vertical);
        foreach (JpegComponent component in components)
            component.Measure(this);
    }

    /// <summary>Bits of a sample, 8 or 12.</summary>
    internal int Precision { get; }

    internal int Width { get; }

    internal int Height { get; }

    internal bool Progressive { get; }

    internal JpegComponent[] Components { get; }

    internal int MaxHorizontal { get; }

    internal int MaxVertical { get; }

    internal int McusPerRow => (Width + (8 * MaxHorizontal) - 1) / (8 * MaxHorizontal);

    internal int McuRows => (Height + (8 * MaxVertical) - 1) / (8 * MaxVertical);

    /// <param name="marker">The frame marker that stood before the header.</param>
    /// <param name="segment">The header, without its length.</param>
    /// <param name="rest">What follows it in the file.</param>
    internal static JpegFrame Read(byte marker, ReadOnlySpan<byte> segment, ReadOnlySpan<byte> rest)
    {
        if (marker > JpegMarker.ProgressiveFrame)
        {
            throw new InvalidImageContentException(
                $"JPEG: lossless, hierarchical and arithmetic coding (frame type 0x{marker:X2}) are not supported.");
        }

        ByteReader reader = new("JPEG", segment);
        int precision = reader.ReadByte();
        int height = reader.ReadUInt16BigEndian();
        int width = reader.ReadUInt16BigEndian();
        int count = reader.ReadByte();
        if (precision is not (8 or 12) || count is not (1 or 3 or 4))
        {
            throw new InvalidImageContentException(
                $"JPEG: {count} components of {precision} bits are not supported.");
        }

        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
            components[i] = ReadComponent(ref reader);
        if (height == 0)
            height = FindNumberOfLines(rest);
        PixelLimit.Check("JPEG", width, height, 0, 0);
        JpegFrame frame = new(precision, width, height, marker == JpegMarker.ProgressiveFrame, components);
        PixelLimit.Check("JPEG", width, height, frame.LeastBytes(), rest.Length);
        return frame;
    }

    /// <summary>
    /// A block takes at least one code, a sequential one two: its DC difference and the end of the block.
    /// </summary>
    private long LeastBytes() =>
        Components.Sum(c => (long)c.WidthInBlocks * c.HeightInBlocks) * (Progressive ? 1 : 2) / 8;

    private static JpegComponent ReadComponent(ref ByteReader reader)
    {
        byte id = reader.ReadByte();
        int sampling = reader.ReadByte();
        int quantization = reader.ReadByte();
        int horizontal = sampling >> 4, vertical = sampling & 15;
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || quantization > 3)
        {
            throw new InvalidImageContentException(
                $"JPEG: component {id} has sampling {horizontal} x {vertical}, quantization table {quantization}.");
        }

        return new JpegComponent(id, horizontal, vertical, quantization);
    }

    /// <summary>A header with height 0 leaves it to a DNL segment behind the first scan.</summary>
    private static int FindNumberOfLines(ReadOnlySpan<byte> rest)
    {
        for (int i; (i = JpegMarker.IndexOf(rest)) < rest.Length; rest = rest[(i + 2)..])
        {
            if (rest[i + 1] == JpegMarker.NumberOfLines && rest.Length >= i + 6)
                return (rest[i + 4] << 8) | rest[i + 5];
        }

        return 0;
    }
}
