namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>
/// Reads one block of a scan. Implemented by structs, so that each coding process gets its own scan loop.
/// </summary>
internal interface IJpegBlockDecoder
{
    /// <summary>Forgets what was kept from blocks before, at the start of a scan and behind a restart marker.</summary>
    void Restart();

    /// <summary>Reads the block; false if the data is damaged or used up.</summary>
    bool Decode(ref JpegBitReader bits, JpegComponent component, int blockX, int blockY);
}
