using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Indices into an axis as the gathering and scattering operators take them: int32 or int64, -size..size-1, where
/// negative ones count from the end.
/// </summary>
internal static class Indices
{
    /// <summary>
    /// Throws unless the input can index an axis of <paramref name="size"/>; checks the elements of constants.
    /// </summary>
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

    /// <summary>
    /// The indices as 0..size-1; those out of range are clamped, so that no run reads outside a tensor.
    /// </summary>
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

    /// <summary>Throws unless the input can pick or place single elements of data along an axis.</summary>
    public static void CheckElements(TensorShape data, TensorInfo indices, int axis)
    {
        int at = data.NormalizeAxis(axis);
        Check(indices, data[at]);
        bool fits = indices.Shape.Rank == data.Rank;
        for (int i = 0; fits && i < data.Rank; i++)
            fits = i == at || indices.Shape[i] <= data[i];
        if (!fits)
            throw new ShapeMismatchException($"Indices {indices.Shape} do not fit data {data} along axis {at}.");
    }

    /// <summary>The data's element that each index picks along an axis.</summary>
    public static int[] Elements(TensorShape data, Tensor indices, int axis)
    {
        int at = data.NormalizeAxis(axis), i = 0;
        ImmutableArray<int> strides = StridedMap.RowMajor(data);
        int[] result = Read(indices, data[at]);
        // The position without the axis, to which the index adds its part.
        foreach (int offset in new StridedMap(indices.Shape, strides.SetItem(at, 0)))
        {
            result[i] = offset + (result[i] * strides[at]);
            i++;
        }

        return result;
    }

    /// <summary>
    /// Throws unless the input's last axis holds index vectors into the data's axes from a given one on.
    /// </summary>
    public static void CheckVectors(TensorShape data, TensorInfo indices, int firstAxis)
    {
        int count = indices.Shape[^1];
        if (count < 1 || count > data.Rank - firstAxis)
        {
            throw new ShapeMismatchException(
                $"Vectors of {count} indices cannot index {data} from axis {firstAxis} on;"
                + $" the indices are {indices.Shape}.");
        }

        // Checked as one list for each axis.
        for (int k = 0; k < count; k++)
        {
            Tensor? column = indices.IsConstant ? Column(indices.Value, k) : null;
            Check(column is null ? indices : TensorInfo.Of(column), data[firstAxis + k]);
        }
    }

    /// <summary>
    /// First element of the slice that each index vector picks; leading axes before the given one are shared.
    /// </summary>
    public static int[] Vectors(TensorShape data, Tensor indices, int firstAxis)
    {
        int count = indices.Shape[^1], vectors = indices.Shape.LengthOf(0, indices.Shape.Rank - 1);
        int perBatch = indices.Shape.LengthOf(firstAxis, indices.Shape.Rank - 1);
        ImmutableArray<int> strides = StridedMap.RowMajor(data);
        var result = new int[vectors];
        for (int i = 0; i < vectors; i++)
            result[i] = firstAxis == 0 ? 0 : i / perBatch * strides[firstAxis - 1];
        for (int k = 0; k < count; k++)
        {
            int[] column = Read(Column(indices, k), data[firstAxis + k]);
            for (int i = 0; i < vectors; i++)
                result[i] += column[i] * strides[firstAxis + k];
        }

        return result;
    }

    // Element k of every vector.
    private static Tensor Column(Tensor indices, int k)
    {
        int count = indices.Shape[^1], vectors = indices.Shape.LengthOf(0, indices.Shape.Rank - 1);
        Tensor column = Tensor.Create(indices.DataType, [vectors]);
        DataMovement.Copy(new StridedMap([vectors], [count], k), indices, column);
        return column;
    }
}
