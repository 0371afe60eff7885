using System.Buffers;

namespace VisionPlugin.Neighbours;

/// <summary>
/// Named vectors of one length, and the nearest ones to any vector: an exact search over all of them, by SIMD, in one block
/// of memory. Not thread-safe while entries are added; any number of threads may search.
/// </summary>
public sealed class FeatureIndex
{
    // Keys of a search that are kept on the stack.
    private const int StackKeys = 256;

    private readonly List<string> _names = [];
    private float[] _vectors = [];
    private double[] _squares = [];

    /// <summary>Number of entries.</summary>
    public int Count => _names.Count;

    /// <summary>Length of the vectors; 0 while there are none.</summary>
    public int Length { get; private set; }

    /// <summary>The entries' names, in the order in which they were added. Several may have the same.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>
    /// What the vectors are, in a form of the caller's; saved with them, so that a later run sees whether they are still
    /// what it wants.
    /// </summary>
    public string Description { get; set; } = "";

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="vector">Its vector, which is copied.</param>
    /// <exception cref="ArgumentException">The vector is empty, or not as long as the others.</exception>
    public void Add(string name, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (vector.IsEmpty || (Count > 0 && vector.Length != Length))
        {
            throw new ArgumentException(
                $"'{name}' has {vector.Length} numbers; the index holds vectors of {Length}.", nameof(vector));
        }

        Length = vector.Length;
        Reserve(Count + 1);
        vector.CopyTo(_vectors.AsSpan(Count * Length));
        _squares[Count] = PairSums.Product(vector, vector);
        _names.Add(name);
    }

    /// <summary>The vector of an entry; valid until one is added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public ReadOnlySpan<float> VectorOf(int entry)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entry);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry, Count);
        return _vectors.AsSpan(entry * Length, Length);
    }

    /// <summary>The nearest entries, nearest first; those equally far in the order in which they were added.</summary>
    /// <param name="vector">What they are compared with.</param>
    /// <param name="count">Most of them.</param>
    /// <param name="metric">What distance means.</param>
    /// <exception cref="ArgumentException">The vector is not as long as those of the index.</exception>
    public IReadOnlyList<Neighbour> Search(ReadOnlySpan<float> vector, int count, Metric metric = Metric.L2)
    {
        var nearest = new Neighbour[Math.Clamp(count, 0, Count)];
        Search(vector, nearest, metric);
        return nearest;
    }

    /// <summary>
    /// The nearest entries, nearest first; those equally far in the order in which they were added. Allocates nothing.
    /// </summary>
    /// <param name="vector">What they are compared with.</param>
    /// <param name="nearest">Receives them: as many as fit, or all there are.</param>
    /// <param name="metric">What distance means.</param>
    /// <returns>How many that are.</returns>
    /// <exception cref="ArgumentException">The vector is not as long as those of the index.</exception>
    public int Search(ReadOnlySpan<float> vector, Span<Neighbour> nearest, Metric metric = Metric.L2)
    {
        if (Count > 0 && vector.Length != Length)
        {
            throw new ArgumentException(
                $"The vector has {vector.Length} numbers; the index holds vectors of {Length}.", nameof(vector));
        }

        int count = Math.Min(nearest.Length, Count);
        if (count == 0)
            return 0;
        ulong[]? rented = 2 * count <= StackKeys ? null : ArrayPool<ulong>.Shared.Rent(2 * count);
        Span<ulong> buffer = rented is null ? stackalloc ulong[StackKeys] : rented;
        var keys = new NearestKeys(buffer[..(2 * count)]);
        Collect(vector, metric, ref keys);
        ReadOnlySpan<ulong> found = keys.Take();
        for (int i = 0; i < found.Length; i++)
            nearest[i] = new Neighbour(_names[NearestKeys.EntryOf(found[i])], NearestKeys.DistanceOf(found[i]));
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return count;
    }

    /// <summary>
    /// The nearest entry, if it is near enough: who of those known this is, if any. Allocates nothing.
    /// </summary>
    /// <param name="vector">What they are compared with.</param>
    /// <param name="threshold">How near that is: closer than this, as <see cref="Decoding.EmbeddingDecoder.Threshold"/>.</param>
    /// <param name="nearest">The entry.</param>
    /// <param name="metric">What distance means.</param>
    /// <returns>False if there is none.</returns>
    /// <exception cref="ArgumentException">The vector is not as long as those of the index.</exception>
    public bool TryMatch(ReadOnlySpan<float> vector, float threshold, out Neighbour nearest, Metric metric = Metric.L2)
    {
        nearest = default;
        return Search(vector, new Span<Neighbour>(ref nearest), metric) == 1 && nearest.Distance < threshold;
    }

    /// <summary>How far two entries are apart; NaN by cosine if one is all 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public float Distance(int first, int second, Metric metric = Metric.L2) =>
        DistanceOf(VectorOf(first), _squares[first], VectorOf(second), _squares[second], metric);

    /// <summary>How far two vectors are apart; NaN by cosine if one is all 0.</summary>
    /// <exception cref="ArgumentException">They are not equally long.</exception>
    public static float DistanceOf(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Metric metric)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Vectors of {a.Length} and {b.Length} numbers cannot be compared.", nameof(b));
        return metric == Metric.L2 ? DistanceOf(a, 0, b, 0, metric)
            : DistanceOf(a, PairSums.Product(a, a), b, PairSums.Product(b, b), metric);
    }

    /// <summary>
    /// Writes the index: a NumPy archive with the array <c>vectors</c> (entries, length); names and description are beside it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; one that was there before stays as it was.</exception>
    public void Save(string path) => FeatureIndexFile.Save(this, _vectors.AsSpan(0, Count * Length), path);

    /// <summary>Reads an index.</summary>
    /// <exception cref="ModelFormatException">The file is not an index, or damaged.</exception>
    public static FeatureIndex Load(string path) => FeatureIndexFile.Load(path);

    /// <summary>Makes room for so many entries of the length that they have.</summary>
    internal void Reserve(int count)
    {
        if (_squares.Length >= count)
            return;
        int room = Math.Max(count, 2 * _squares.Length);
        Array.Resize(ref _squares, room);
        Array.Resize(ref _vectors, checked(room * Length));
    }

    private static float DistanceOf(
        ReadOnlySpan<float> a, double squaresA, ReadOnlySpan<float> b, double squaresB, Metric metric) =>
        metric == Metric.L2 ? (float)Math.Sqrt(PairSums.Squares(a, b))
            : (float)Math.Clamp(1 - (PairSums.Product(a, b) / Math.Sqrt(squaresA * squaresB)), 0, 2);

    private void Collect(ReadOnlySpan<float> vector, Metric metric, ref NearestKeys keys)
    {
        double squares = metric == Metric.L2 ? 0 : PairSums.Product(vector, vector);
        for (int i = 0; i < Count; i++)
            keys.Add(DistanceOf(vector, squares, _vectors.AsSpan(i * Length, Length), _squares[i], metric), i);
    }
}
