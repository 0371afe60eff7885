namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// Decodes JPEG (ITU-T T.81) with Huffman coding: baseline, extended sequential of 8 or 12 bits, and progressive.
/// </summary>
internal static class JpegReader
{
    /// <summary>Far more than a progressive file needs; bounds the time that a small file can take.</summary>
    private const int MaxScans = 256;

    internal static ReadOnlySpan<byte> Signature => [0xFF, JpegMarker.StartOfImage, 0xFF];

    internal static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        JpegFrame? frame = null;
        Walk(file, (marker, segment, rest) =>
        {
            if (JpegMarker.IsFrame(marker))
                frame = JpegFrame.Read(marker, segment, rest);
            return frame is null ? 0 : rest.Length;
        });
        return frame is null ? throw NoPicture() : new ImageInfo(frame.Width, frame.Height);
    }

    internal static DecodedImage Decode(ReadOnlySpan<byte> file)
    {
        JpegTables tables = new();
        JpegMetadata metadata = new();
        JpegFrame? frame = null;
        int scans = 0;
        Walk(file, (marker, segment, rest) =>
        {
            switch (marker)
            {
                case JpegMarker.QuantizationTables:
                    tables.ReadQuantization(segment);
                    break;
                case JpegMarker.HuffmanTables:
                    tables.ReadHuffman(segment);
                    break;
                case JpegMarker.RestartInterval:
                    tables.ReadRestartInterval(segment);
                    break;
                case JpegMarker.StartOfScan when ++scans <= MaxScans:
                    return ReadScan(segment, rest, frame ?? throw NoPicture(), tables);
                case JpegMarker.StartOfScan:
                    throw new InvalidImageContentException($"JPEG: more than {MaxScans} scans.");
                case >= JpegMarker.App0:
                    metadata.Read(marker, segment);
                    break;
                default:
                    if (JpegMarker.IsFrame(marker))
                        frame = ReadFrame(marker, segment, rest, frame);
                    break;
            }

            return 0;
        });
        if (frame is null || scans == 0)
            throw NoPicture();
        return new DecodedImage(frame.Width, frame.Height, JpegOutput.Render(frame, metadata), metadata.Orientation);
    }

    /// <summary>Takes one segment and what follows it; returns how much of that belongs to it.</summary>
    private delegate int SegmentHandler(byte marker, ReadOnlySpan<byte> segment, ReadOnlySpan<byte> rest);

    /// <summary>Hands over the segments up to the end of the image or of the data.</summary>
    private static void Walk(ReadOnlySpan<byte> file, SegmentHandler handle)
    {
        for (int i; (i = JpegMarker.IndexOf(file)) < file.Length;)
        {
            byte marker = file[i + 1];
            file = file[(i + 2)..];
            if (marker == JpegMarker.EndOfImage)
                return;
            if (JpegMarker.StandsAlone(marker))
                continue;
            int length = file.Length < 2 ? int.MaxValue : (file[0] << 8) | file[1];
            if (length < 2)
                throw new InvalidImageContentException($"JPEG: segment 0x{marker:X2} has length {length}.");
            if (length > file.Length)
                return;
            ReadOnlySpan<byte> segment = file[2..length];
            file = file[length..];
            file = file[handle(marker, segment, file)..];
        }
    }

    private static JpegFrame ReadFrame(
        byte marker, ReadOnlySpan<byte> segment, ReadOnlySpan<byte> rest, JpegFrame? before)
    {
        if (before is not null)
            throw new InvalidImageContentException("JPEG: the file has two frames.");
        JpegFrame frame = JpegFrame.Read(marker, segment, rest);
        foreach (JpegComponent component in frame.Components)
            component.Allocate(frame);
        return frame;
    }

    private static int ReadScan(
        ReadOnlySpan<byte> segment, ReadOnlySpan<byte> rest, JpegFrame frame, JpegTables tables)
    {
        JpegScan scan = JpegScan.Read(segment, frame, tables);
        JpegBitReader bits = new(rest);
        if (frame.Progressive)
            JpegScanLoop.Run(ref bits, frame, scan, tables.RestartInterval, new JpegProgressiveDecoder(scan));
        else
            JpegScanLoop.Run(ref bits, frame, scan, tables.RestartInterval, new JpegSequentialDecoder(frame.Precision));
        return bits.FindEnd();
    }

    private static InvalidImageContentException NoPicture() =>
        new("JPEG: the file has no picture data; it is cut off or damaged.");
}
