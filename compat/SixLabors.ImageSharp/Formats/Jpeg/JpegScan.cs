namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// A scan header, checked (ITU-T T.81, B.2.3): which components, which coefficients and which of their bits follow.
/// </summary>
/// <param name="Components">One component block by block, or several MCU by MCU.</param>
/// <param name="Start">First coefficient in zigzag order.</param>
/// <param name="End">Last coefficient in zigzag order.</param>
/// <param name="High">0 in the first scan of these coefficients, else the place of the last bit that is known.</param>
/// <param name="Low">Place of the lowest bit that the scan brings.</param>
internal sealed record JpegScan(JpegComponent[] Components, int Start, int End, int High, int Low)
{
    /// <summary>Reads the header and gives the components the tables it names.</summary>
    internal static JpegScan Read(ReadOnlySpan<byte> segment, JpegFrame frame, JpegTables tables)
    {
        ByteReader reader = new("JPEG", segment);
        int count = reader.ReadByte();
        if (count < 1 || count > frame.Components.Length)
            throw new InvalidImageContentException($"JPEG: a scan of {count} components.");
        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
            components[i] = ReadComponent(ref reader, frame, tables);
        if (components.Distinct().Count() != count)
            throw new InvalidImageContentException("JPEG: a scan names a component twice.");
        JpegScan scan = new(components, 0, 63, 0, 0);
        if (frame.Progressive)
        {
            int start = reader.ReadByte(), end = reader.ReadByte(), bits = reader.ReadByte();
            scan = new JpegScan(components, start, end, bits >> 4, bits & 15);
            bool bandFits = start == 0 ? end == 0 : end >= start && end <= 63 && count == 1;
            if (!bandFits || scan.Low > 13)
            {
                throw new InvalidImageContentException(
                    $"JPEG: a scan of coefficients {start} to {end}, bits 0x{bits:X2}.");
            }
        }

        scan.RequireTables();
        return scan;
    }

    private static JpegComponent ReadComponent(ref ByteReader reader, JpegFrame frame, JpegTables tables)
    {
        byte id = reader.ReadByte();
        int selectors = reader.ReadByte();
        JpegComponent component = Array.Find(frame.Components, c => c.Id == id)
            ?? throw new InvalidImageContentException($"JPEG: a scan of component {id}, which the frame lacks.");
        component.Dc = tables.Dc[(selectors >> 4) & 3];
        component.Ac = tables.Ac[selectors & 3];
        component.Quantization ??= tables.Quantization[component.QuantizationIndex];
        return component;
    }

    private void RequireTables()
    {
        bool needsDc = Start == 0 && High == 0, needsAc = End > 0;
        foreach (JpegComponent component in Components)
        {
            bool missing = component.Quantization is null
                || (needsDc && component.Dc is null) || (needsAc && component.Ac is null);
            if (missing)
                throw new InvalidImageContentException($"JPEG: component {component.Id} lacks a table.");
        }
    }
}
