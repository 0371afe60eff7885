namespace VisionPlugin.Operators;

/// <summary>
/// Interpolation along one axis as a table: output element o is the sum over k of Weights[o * Count + k] times the
/// input element at Positions[o * Count + k].
/// </summary>
/// <param name="Count">Input elements that each output element is made of.</param>
/// <param name="Positions">
/// Input positions, Count an output element; -1 where the output lies outside the region of interest and shows the
/// extrapolation value.
/// </param>
/// <param name="Weights">Their weights, with a sum of 1 an output element.</param>
internal sealed record ResizeTaps(int Count, int[] Positions, double[] Weights)
{
    /// <summary>True if every output element is one input element.</summary>
    public bool IsSelection => Count == 1;
}
