namespace VisionPlugin.Neighbours;

/// <summary>
/// Keeps the smallest of many distances in a buffer of the caller's. A key is a distance and the entry's number; of equal
/// distances the smaller number comes first, and NaN comes last.
/// </summary>
/// <param name="buffer">Room for twice as many as are wanted.</param>
internal ref struct NearestKeys(Span<ulong> buffer)
{
    private readonly Span<ulong> _buffer = buffer;
    private int _count;
    private ulong _limit = ulong.MaxValue;

    /// <summary>The entry's number in a key.</summary>
    public static int EntryOf(ulong key) => (int)(uint)key;

    /// <summary>The distance in a key.</summary>
    public static float DistanceOf(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>Takes an entry.</summary>
    /// <param name="distance">Its distance, not negative, or NaN.</param>
    /// <param name="entry">Its number.</param>
    public void Add(float distance, int entry)
    {
        // The bits of numbers that are not negative are in the order of the numbers.
        ulong key = ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | (uint)entry;
        if (key >= _limit)
            return;
        _buffer[_count++] = key;
        if (_count == _buffer.Length)
            Shrink();
    }

    /// <summary>The smallest, sorted: as many as were wanted, or all there are.</summary>
    public ReadOnlySpan<ulong> Take()
    {
        Shrink();
        return _buffer[.._count];
    }

    private void Shrink()
    {
        _buffer[.._count].Sort();
        int wanted = _buffer.Length / 2;
        if (_count < wanted)
            return;
        _count = wanted;
        _limit = _buffer[wanted - 1];
    }
}
