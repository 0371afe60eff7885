namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Walks over the chunks behind the signature.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> file)
{
    private ByteReader _reader = new("PNG", file[PngReader.Signature.Length..]);

    /// <summary>Four letters of the current chunk.</summary>
    internal ReadOnlySpan<byte> Type { get; private set; }

    internal ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Goes to the next chunk; false at the end of the file or the IEND chunk.</summary>
    /// <exception cref="InvalidImageContentException">The chunk is cut off, or critical with a wrong CRC.</exception>
    internal bool MoveNext()
    {
        while (_reader.Remaining > 0)
        {
            uint length = _reader.ReadUInt32BigEndian();
            ReadOnlySpan<byte> typeAndData = _reader.Take(4L + length);
            uint crc = _reader.ReadUInt32BigEndian();
            Type = typeAndData[..4];
            Data = typeAndData[4..];
            if (PngCrc.Compute(typeAndData) == crc)
                return !Type.SequenceEqual("IEND"u8);
            // An upper-case first letter means that the picture cannot be shown without the chunk.
            if (char.IsAsciiLetterLower((char)Type[0]))
                continue;
            throw new InvalidImageContentException(
                $"PNG: CRC error in chunk {System.Text.Encoding.ASCII.GetString(Type)}; the file is damaged.");
        }

        return false;
    }
}
