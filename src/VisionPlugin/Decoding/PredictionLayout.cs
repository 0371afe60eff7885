namespace VisionPlugin.Decoding;

/// <summary>How an output holds N predictions of K numbers each.</summary>
public enum PredictionLayout
{
    /// <summary>(1, N, K): one prediction after the other.</summary>
    Rows,

    /// <summary>(1, K, N): the first number of all predictions, then the second, and so on.</summary>
    Columns,
}
