namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Goes through the blocks of a scan in file order.</summary>
internal static class JpegScanLoop
{
    /// <summary>
    /// Decodes the scan. Damage costs the blocks up to the next restart marker; what is missing at the end keeps its
    /// value.
    /// </summary>
    internal static void Run<TDecoder>(
        ref JpegBitReader bits, JpegFrame frame, JpegScan scan, int restartInterval, TDecoder decoder)
        where TDecoder : struct, IJpegBlockDecoder
    {
        bool single = scan.Components.Length == 1;
        int unitsPerRow = single ? scan.Components[0].WidthInBlocks : frame.McusPerRow;
        int units = unitsPerRow * (single ? scan.Components[0].HeightInBlocks : frame.McuRows);
        int interval = restartInterval == 0 ? units : restartInterval;
        int unit = 0;
        for (int restart = 0; unit < units; restart++)
        {
            foreach (JpegComponent component in scan.Components)
                component.PreviousDc = 0;
            decoder.Restart();
            int end = Math.Min(units, unit + interval);
            for (; unit < end; unit++)
            {
                (int y, int x) = Math.DivRem(unit, unitsPerRow);
                bool read = single
                    ? decoder.Decode(ref bits, scan.Components[0], x, y)
                    : DecodeMcu(ref bits, scan.Components, x, y, ref decoder);
                if (!read)
                    break;
            }

            unit = end;
            if (unit >= units)
                break;
            int missing = bits.SkipRestart(restart & 7);
            if (missing < 0)
                break;
            restart += missing;
            unit += missing * interval;
        }
    }

    private static bool DecodeMcu<TDecoder>(
        ref JpegBitReader bits, JpegComponent[] components, int x, int y, ref TDecoder decoder)
        where TDecoder : struct, IJpegBlockDecoder
    {
        foreach (JpegComponent component in components)
        {
            int blocks = component.Horizontal * component.Vertical;
            for (int i = 0; i < blocks; i++)
            {
                (int row, int column) = Math.DivRem(i, component.Horizontal);
                int blockX = (x * component.Horizontal) + column, blockY = (y * component.Vertical) + row;
                if (!decoder.Decode(ref bits, component, blockX, blockY))
                    return false;
            }
        }

        return true;
    }
}
