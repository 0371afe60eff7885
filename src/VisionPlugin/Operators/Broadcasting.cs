using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// NumPy's broadcasting: shapes are aligned at their last axes, and an axis of size 1 stretches to any size.
/// </summary>
internal static class Broadcasting
{
    /// <summary>The shape that all shapes stretch to.</summary>
    /// <exception cref="ShapeMismatchException">
    /// Two shapes have different sizes, neither of them 1, along an axis.
    /// </exception>
    public static TensorShape Shape(params ReadOnlySpan<TensorShape> shapes)
    {
        int rank = 0;
        foreach (TensorShape shape in shapes)
            rank = Math.Max(rank, shape.Rank);
        Span<int> sizes = stackalloc int[rank];
        sizes.Fill(1);
        foreach (TensorShape shape in shapes)
        {
            for (int i = 1; i <= shape.Rank; i++)
            {
                if (sizes[^i] == 1)
                    sizes[^i] = shape[^i];
                else if (shape[^i] != 1 && shape[^i] != sizes[^i])
                {
                    throw new ShapeMismatchException(
                        $"{string.Join(" and ", shapes.ToArray())} cannot be broadcast together.");
                }
            }
        }

        return new TensorShape(sizes);
    }

    /// <summary>True if a shape stretches to <paramref name="target"/> while that stays as it is.</summary>
    public static bool Fits(TensorShape shape, TensorShape target)
    {
        for (int i = 1; i <= shape.Rank; i++)
        {
            if (i > target.Rank || (shape[^i] != 1 && shape[^i] != target[^i]))
                return false;
        }

        return true;
    }
}
