using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// A batch of matrix products (M, K) x (K, N), as numpy.matmul reads two shapes: the last two axes are matrices, the
/// others are broadcast; a vector A is a row, a vector B a column, and their axis is missing from the output.
/// </summary>
/// <param name="Output">The output's shape.</param>
/// <param name="M">Rows of A and Y.</param>
/// <param name="K">Columns of A, rows of B.</param>
/// <param name="N">Columns of B and Y.</param>
/// <param name="AOffsets">Where the matrix of each product starts in A, in elements.</param>
/// <param name="BOffsets">Where the matrix of each product starts in B, in elements.</param>
public sealed record MatMulGeometry(
    TensorShape Output, int M, int K, int N, ImmutableArray<int> AOffsets, ImmutableArray<int> BOffsets)
{
    /// <summary>Number of products; product i fills elements i * M * N to (i + 1) * M * N of the output.</summary>
    public int Batch => AOffsets.Length;

    /// <summary>Resolves two shapes.</summary>
    /// <exception cref="ShapeMismatchException">
    /// A scalar, inner sizes that differ, or batches that do not broadcast.
    /// </exception>
    public static MatMulGeometry Resolve(TensorShape a, TensorShape b)
    {
        if (a.Rank == 0 || b.Rank == 0)
            throw new ShapeMismatchException($"A {a} and B {b} must have one axis or more.");
        int m = a.Rank == 1 ? 1 : a[-2], k = a[-1], n = b.Rank == 1 ? 1 : b[-1];
        if (k != (b.Rank == 1 ? b[0] : b[-2]))
            throw new ShapeMismatchException($"A {a} times B {b}: the inner sizes differ.");
        ReadOnlySpan<int> aBatch = a.Sizes[..Math.Max(a.Rank - 2, 0)], bBatch = b.Sizes[..Math.Max(b.Rank - 2, 0)];
        int rank = Math.Max(aBatch.Length, bBatch.Length);
        var batch = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int sizeA = SizeAt(aBatch, axis, rank), sizeB = SizeAt(bBatch, axis, rank);
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1)
                throw new ShapeMismatchException($"The batch axes of A {a} and B {b} cannot be broadcast.");
            batch[axis] = sizeA == 1 ? sizeB : sizeA;
        }

        ReadOnlySpan<int> rows = a.Rank == 1 ? [] : [m], columns = b.Rank == 1 ? [] : [n];
        TensorShape output = [.. batch, .. rows, .. columns];
        return new(output, m, k, n, Offsets(batch, aBatch, output, m * k), Offsets(batch, bBatch, output, k * n));
    }

    private static int SizeAt(ReadOnlySpan<int> sizes, int axis, int rank)
    {
        int index = axis - (rank - sizes.Length);
        return index < 0 ? 1 : sizes[index];
    }

    private static ImmutableArray<int> Offsets(int[] batch, ReadOnlySpan<int> sizes, TensorShape output, int matrix)
    {
        // Nothing to compute, and the number of empty products may be beyond any array.
        if (output.Length == 0)
            return [];
        var offsets = ImmutableArray.CreateBuilder<int>(output.LengthOf(0, batch.Length));
        for (int i = 0; i < offsets.Capacity; i++)
        {
            int offset = 0, step = matrix, rest = i;
            for (int axis = batch.Length - 1; axis >= 0; axis--)
            {
                int size = SizeAt(sizes, axis, batch.Length);
                offset += size == 1 ? 0 : rest % batch[axis] * step;
                step *= size;
                rest /= batch[axis];
            }

            offsets.Add(offset);
        }

        return offsets.MoveToImmutable();
    }
}
