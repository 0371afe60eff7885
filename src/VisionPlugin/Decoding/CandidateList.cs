using System.Collections.Immutable;

namespace VisionPlugin.Decoding;

/// <summary>
/// What a detector proposes for one frame, in the order in which it was found. Reused from frame to frame: it grows to
/// its working size and then allocates nothing. Holds no more than the best <c>2 * limit</c>, so that a network that
/// fires everywhere cannot stall what follows.
/// </summary>
public sealed class CandidateList
{
    /// <summary>How many proposals of a frame count unless said otherwise.</summary>
    public const int DefaultLimit = 8192;

    private readonly int _limit;
    private Detection[] _items = new Detection[256];
    private ulong[] _keys = new ulong[256];

    /// <summary>Creates an empty list.</summary>
    /// <param name="limit">How many are sure to be kept, best first.</param>
    public CandidateList(int limit = DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _limit = limit;
    }

    /// <summary>Number of candidates.</summary>
    public int Count { get; private set; }

    /// <summary>Classes that are let in; empty for all.</summary>
    public ImmutableArray<int> Classes { get; set; } = [];

    /// <summary>The candidates in the order in which they were found.</summary>
    public ReadOnlySpan<Detection> Items => _items.AsSpan(0, Count);

    /// <summary>Adds a candidate; one whose score or box is not finite, or whose box is empty, is dropped.</summary>
    public void Add(Detection candidate)
    {
        if (!float.IsFinite(candidate.Score) || !IsPositive(candidate.Box.Width) || !IsPositive(candidate.Box.Height))
            return;
        if (!Classes.IsEmpty && !Classes.Contains(candidate.ClassId))
            return;
        if (Count == 2 * _limit)
            KeepBest(_limit);
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
            Array.Resize(ref _keys, 2 * Count);
        }

        _items[Count++] = candidate;
    }

    /// <summary>Removes all candidates.</summary>
    public void Clear() => Count = 0;

    /// <summary>Removes all but the best <paramref name="count"/>; those that stay keep their order.</summary>
    public void KeepBest(int count)
    {
        if (Count <= count)
            return;
        Rank();
        Span<ulong> best = _keys.AsSpan(0, count);
        foreach (ref ulong key in best)
            key = (uint)ScoreKey.IndexOf(key);
        best.Sort();
        for (int i = 0; i < count; i++)
            _items[i] = _items[(int)best[i]];
        Count = count;
    }

    // False for NaN and infinity, so for any edge that is one.
    private static bool IsPositive(float size) => size > 0 && float.IsFinite(size);

    /// <summary>Indices into <see cref="Items"/>, best score first, earlier found first among equals; as <see cref="ScoreKey"/>s.</summary>
    internal ReadOnlySpan<ulong> Rank()
    {
        for (int i = 0; i < Count; i++)
            _keys[i] = ScoreKey.Create(_items[i].Score, i);
        Span<ulong> keys = _keys.AsSpan(0, Count);
        keys.Sort();
        return keys;
    }
}
