using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Indices into an axis as the gathering and scattering operators take them: int32 or int64, -size..size-1, where negative
/// ones count from the end.
/// </summary>
internal static class Indices
{
    /// <summary>Throws unless the input can index an axis of <paramref name="size"/>; checks the elements of constants.</summary>
    public static void Check(TensorInfo indices, int size)
    {
        Guard.Type(indices, "The indices", DataType.Int64, DataType.Int32);
        if (size == 0 && indices.Shape.Length > 0)
            throw new ShapeMismatchException($"An axis of size 0 cannot be indexed by {indices.Shape} indices.");
        if (!indices.IsConstant)
            return;
        foreach (double index in ElementValues.ToDouble(indices.Value))
        {
            if (index < -size || index >= size)
                throw new ShapeMismatchException($"Index {index} is out of range for an axis of size {size}.");
        }
    }

    /// <summary>The indices as 0..size-1; those out of range are clamped, so that no run reads outside a tensor.</summary>
    public static int[] Read(Tensor indices, int size)
    {
        var result = new int[indices.Shape.Length];
        for (int i = 0; i < result.Length; i++)
        {
            long index = indices is Tensor<int> narrow ? narrow.AsSpan()[i] : indices.AsSpan<long>()[i];
            result[i] = (int)Math.Clamp(index < 0 ? index + size : index, 0, size - 1L);
        }

        return result;
    }
}
