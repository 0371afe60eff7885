using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The rows of a tensor along an axis: row r holds the elements First(r) + i * Inner, i below Length.
/// </summary>
/// <param name="Outer">Elements of the axes before.</param>
/// <param name="Length">Elements of a row.</param>
/// <param name="Inner">Elements of the axes after, and the distance of a row's neighbours.</param>
internal readonly record struct AxisRows(int Outer, int Length, int Inner)
{
    /// <summary>Number of rows that have elements.</summary>
    public int Count => Length == 0 ? 0 : Outer * Inner;

    /// <summary>The rows of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="axis">The axis, -rank to rank - 1.</param>
    /// <param name="flatten">The axis and all later ones are one, as in ONNX before opset 13.</param>
    public static AxisRows Of(TensorShape shape, int axis, bool flatten = false)
    {
        int first = shape.NormalizeAxis(axis), end = flatten ? shape.Rank : first + 1;
        return new(shape.LengthOf(0, first), shape.LengthOf(first, end), shape.LengthOf(end, shape.Rank));
    }

    /// <summary>Index of a row's first element.</summary>
    public int First(int row) => (row / Inner * Length * Inner) + (row % Inner);
}
