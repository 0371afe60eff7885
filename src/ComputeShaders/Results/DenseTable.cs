using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>Where the numbers of dense predictions are in an output.</summary>
/// <param name="Places">Predictions that lie together.</param>
/// <param name="Columns">Numbers of a prediction.</param>
/// <param name="RowStride">Elements from one prediction to the next.</param>
/// <param name="ColumnStride">Elements from one number to the next.</param>
internal readonly record struct DenseTable(int Places, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>Such tables one after the other.</summary>
    public int Planes { get; init; } = 1;

    /// <summary>The table of an output (1, N, K) or (1, K, N).</summary>
    public static DenseTable Of(TensorShape output, PredictionLayout layout)
    {
        (int rows, int columns) = PredictionTable.SizeOf(output, layout)!.Value;
        return layout == PredictionLayout.Rows ? new(rows, columns, columns, 1) : new(rows, columns, 1, rows);
    }
}
