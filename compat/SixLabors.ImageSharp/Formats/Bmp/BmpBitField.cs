using System.Numerics;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Takes one channel out of a 16- or 32-bit pixel.</summary>
internal readonly struct BmpBitField
{
    private readonly uint _mask;
    private readonly int _shift;
    private readonly byte[] _levels;

    /// <param name="mask">The channel's bits, which are neighbours. Without bits the channel is always 255.</param>
    internal BmpBitField(uint mask)
    {
        int low = BitOperations.TrailingZeroCount(mask);
        int bits = mask == 0 ? 0 : 32 - BitOperations.LeadingZeroCount(mask) - low;
        // Of more than eight bits the upper eight count.
        int kept = Math.Min(bits, 8);
        _shift = mask == 0 ? 0 : low + bits - kept;
        _mask = (1u << kept) - 1;
        _levels = new byte[1 << kept];
        for (int value = 0; value < _levels.Length; value++)
            _levels[value] = kept == 0 ? byte.MaxValue : Repeat(value, kept);
    }

    internal byte Read(uint pixel) => _levels[(pixel >> _shift) & _mask];

    /// <summary>Repeats the bits down to the lowest of the byte, so that all ones give 255.</summary>
    private static byte Repeat(int value, int bits)
    {
        int result = 0;
        for (int shift = 8 - bits; shift > -bits; shift -= bits)
            result |= shift >= 0 ? value << shift : value >> -shift;
        return (byte)result;
    }
}
