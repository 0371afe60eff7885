using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Which scale and zero point belong to each element of a quantised tensor: one for all, one for each position along an
/// axis, or one for each block of positions along it.
/// </summary>
/// <param name="Data">Shape of the quantised tensor.</param>
/// <param name="Axis">The axis that has its own scales, 0..rank-1; -1 if there is one for all.</param>
/// <param name="Block">Neighbours along the axis that share a scale; 0 if the scales have no other axis.</param>
public readonly record struct QuantizationScale(TensorShape Data, int Axis, int Block)
{
    /// <summary>Resolves the scales of a tensor.</summary>
    /// <exception cref="ShapeMismatchException">The scale's shape fits none of the three forms.</exception>
    public static QuantizationScale Resolve(
        TensorShape data, TensorInfo scale, TensorInfo zeroPoint, int axis, int block)
    {
        TensorShape s = scale.Shape;
        bool isOne = s.Rank == 0 || (s.Rank == 1 && s[0] == 1);
        bool sameOne = isOne && zeroPoint.Shape.Rank <= 1 && zeroPoint.Shape.Length == 1;
        if (zeroPoint.IsPresent && zeroPoint.Shape != s && !sameOne)
            throw new ShapeMismatchException($"The zero point {zeroPoint.Shape} must have the scale's shape {s}.");
        if (block < 0)
            throw new ShapeMismatchException($"A block of {block} elements is impossible.");
        if (block == 0 && isOne)
            return new QuantizationScale(data, -1, 0);
        int at = data.NormalizeAxis(axis);
        TensorShape expected = block == 0 ? [data[at]] : data.With(at, (int)(((long)data[at] + block - 1) / block));
        if (s != expected)
            throw new ShapeMismatchException($"The scale of {data} must be one element or {expected}, not {s}.");
        return new QuantizationScale(data, at, block);
    }

    /// <summary>Index of the scale and zero point of an element of the data.</summary>
    public int IndexOf(int element)
    {
        if (Axis < 0)
            return 0;
        int inner = Data.LengthOf(Axis + 1, Data.Rank), position = element / inner % Data[Axis];
        if (Block == 0)
            return position;
        int blocks = (Data[Axis] + Block - 1) / Block;
        return (((element / inner / Data[Axis] * blocks) + (position / Block)) * inner) + (element % inner);
    }
}
