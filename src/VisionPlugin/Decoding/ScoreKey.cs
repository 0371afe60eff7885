namespace VisionPlugin.Decoding;

/// <summary>
/// A score and an index in one integer. Sorting integers ascending gives descending scores, ascending indices among
/// equals, NaN last: a stable order from an unstable sort, without a comparer.
/// </summary>
internal static class ScoreKey
{
    public static ulong Create(float score, int index)
    {
        if (float.IsNaN(score))
            return 0xFFFFFFFF_00000000 | (uint)index;
        // Adding zero turns -0 into 0. Then the usual order-preserving map of a float to an unsigned integer, upside down.
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f);
        uint ascending = (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        return ((ulong)~ascending << 32) | (uint)index;
    }

    public static int IndexOf(ulong key) => (int)(uint)key;
}
