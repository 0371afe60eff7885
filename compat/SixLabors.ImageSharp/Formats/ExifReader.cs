using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Finds the orientation in an EXIF block, a TIFF file that starts with its byte order mark.</summary>
internal static class ExifReader
{
    private const ushort OrientationTag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Damaged metadata never makes a picture unreadable: then the orientation is TopLeft.</summary>
    internal static ExifOrientation ReadOrientation(ReadOnlySpan<byte> tiff)
    {
        bool bigEndian = tiff.StartsWith("MM"u8);
        if (tiff.Length < 8 || (!bigEndian && !tiff.StartsWith("II"u8)))
            return ExifOrientation.TopLeft;
        long directory = ReadUInt32(tiff[4..], bigEndian);
        if (directory + 2 > tiff.Length)
            return ExifOrientation.TopLeft;
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = ReadUInt16(entries, bigEndian);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= EntryLength; count--, entries = entries[EntryLength..])
        {
            if (ReadUInt16(entries, bigEndian) != OrientationTag)
                continue;
            // Type 3 is SHORT; some writers use LONG. The value stands in the entry's last four bytes.
            uint value = ReadUInt16(entries[2..], bigEndian) == 3
                ? ReadUInt16(entries[8..], bigEndian)
                : ReadUInt32(entries[8..], bigEndian);
            return value is >= 1 and <= 8 ? (ExifOrientation)value : ExifOrientation.TopLeft;
        }

        return ExifOrientation.TopLeft;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> data, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(data)
        : BinaryPrimitives.ReadUInt16LittleEndian(data);

    private static uint ReadUInt32(ReadOnlySpan<byte> data, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(data)
        : BinaryPrimitives.ReadUInt32LittleEndian(data);
}
