using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>N predictions of K numbers each, in either <see cref="PredictionLayout"/>: a view of an output.</summary>
internal readonly ref struct PredictionTable
{
    private readonly ReadOnlySpan<float> _values;
    private readonly int _rowStride;
    private readonly int _columnStride;

    public PredictionTable(ReadOnlySpan<float> values, int rows, int columns, PredictionLayout layout)
    {
        _values = values;
        (Rows, Columns) = (rows, columns);
        (_rowStride, _columnStride) = layout == PredictionLayout.Rows ? (columns, 1) : (1, rows);
    }

    /// <summary>N.</summary>
    public int Rows { get; }

    /// <summary>K.</summary>
    public int Columns { get; }

    public float this[int row, int column] => _values[(row * _rowStride) + (column * _columnStride)];

    /// <summary>N and K of an output (1, N, K) or (1, K, N), with any number of leading ones; null if it is neither.</summary>
    public static (int Rows, int Columns)? SizeOf(TensorShape output, PredictionLayout layout)
    {
        if (output.Rank < 2 || output.Length == 0 || output.LengthOf(0, output.Rank - 2) != 1)
            return null;
        (int a, int b) = (output[output.Rank - 2], output[output.Rank - 1]);
        return layout == PredictionLayout.Rows ? (a, b) : (b, a);
    }

    /// <summary>The table of an output that <see cref="SizeOf"/> accepts.</summary>
    public static PredictionTable Of(Tensor<float> output, PredictionLayout layout)
    {
        (int rows, int columns) = SizeOf(output.Shape, layout)!.Value;
        return new PredictionTable(output.AsSpan(), rows, columns, layout);
    }

    /// <summary>
    /// Writes the largest of some columns for each of the rows from <paramref name="firstRow"/> on; NaN counts as
    /// -infinity. Nearly all predictions are background, so that this is most of the work: it is vectorised.
    /// </summary>
    public void Largest(int firstColumn, int columns, int firstRow, Span<float> largest)
    {
        largest.Fill(float.NegativeInfinity);
        if (_rowStride == 1)
        {
            for (int column = firstColumn; column < firstColumn + columns; column++)
                Raise(_values.Slice((column * _columnStride) + firstRow, largest.Length), largest);
        }
        else
        {
            for (int i = 0; i < largest.Length; i++)
                largest[i] = Largest(_values.Slice(((firstRow + i) * _rowStride) + firstColumn, columns));
        }
    }

    // A comparison with NaN is false, so that NaN is never chosen.
    private static void Raise(ReadOnlySpan<float> values, Span<float> largest)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            Vector<float> value = new(values[i..]), most = new(largest[i..]);
            Vector.ConditionalSelect(Vector.GreaterThan(value, most), value, most).CopyTo(largest[i..]);
        }

        for (; i < values.Length; i++)
            largest[i] = values[i] > largest[i] ? values[i] : largest[i];
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = float.NegativeInfinity;
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            var most = new Vector<float>(float.NegativeInfinity);
            for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
            {
                var value = new Vector<float>(values[i..]);
                most = Vector.ConditionalSelect(Vector.GreaterThan(value, most), value, most);
            }

            for (int lane = 0; lane < Vector<float>.Count; lane++)
                largest = Math.Max(largest, most[lane]);
        }

        for (; i < values.Length; i++)
            largest = values[i] > largest ? values[i] : largest;
        return largest;
    }
}
