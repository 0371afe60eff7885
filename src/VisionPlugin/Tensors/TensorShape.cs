using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace VisionPlugin.Tensors;

/// <summary>
/// The sizes of a tensor along each axis, outermost first: (N, C, H, W) for pictures. Rank 0 is a scalar of one
/// element; an axis may have size 0. Written as a collection: <c>TensorShape s = [1, 3, 224, 224];</c>.
/// </summary>
[CollectionBuilder(typeof(TensorShape), nameof(Create))]
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>The largest rank.</summary>
    public const int MaxRank = 8;

    private readonly SizeArray _sizes;
    private readonly byte _rank;
    private readonly int _extraLength;

    /// <summary>Creates a shape from its sizes.</summary>
    /// <exception cref="ShapeMismatchException">More than 8 axes, a negative size, or over 2^31-1 elements.</exception>
    public TensorShape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length > MaxRank)
            throw new ShapeMismatchException($"A tensor has at most {MaxRank} axes, not {sizes.Length}.");
        long length = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0)
                throw new ShapeMismatchException($"Axis {i} of [{string.Join(", ", sizes.ToArray())}] is negative.");
            _sizes[i] = sizes[i];
            length = length == 0 ? 0 : length * sizes[i];
            if (length > int.MaxValue)
            {
                throw new ShapeMismatchException(
                    $"[{string.Join(", ", sizes.ToArray())}] has more than {int.MaxValue} elements.");
            }
        }

        _rank = (byte)sizes.Length;
        _extraLength = (int)length - 1;
    }

    /// <summary>Number of axes.</summary>
    public int Rank => _rank;

    /// <summary>Number of elements: the product of the sizes.</summary>
    // Stored less one, so that default(TensorShape) is the scalar shape.
    public int Length => _extraLength + 1;

    /// <summary>The sizes, outermost first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> Sizes => ((ReadOnlySpan<int>)_sizes)[.._rank];

    /// <summary>Size of an axis; a negative <paramref name="axis"/> counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape has no such axis.</exception>
    public int this[int axis]
    {
        get
        {
            int index = axis < 0 ? axis + _rank : axis;
            if ((uint)index >= _rank)
                throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{this} has {_rank} axes.");
            return _sizes[index];
        }
    }

    /// <summary>Size of an axis; <c>shape[^1]</c> is the last one.</summary>
    // Without it the compiler would count ^1 from Length, the number of elements.
    public int this[Index axis] => Sizes[axis.GetOffset(_rank)];

    /// <summary>True if both have the same rank and sizes.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>True if rank or sizes differ.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>Creates a shape; what collection expressions call.</summary>
    public static TensorShape Create(ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>Number of elements in axes <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    public int LengthOf(int from, int to)
    {
        int length = 1;
        for (int i = from; i < to; i++)
            length *= _sizes[i];
        return length;
    }

    /// <summary>Turns an axis given in -rank..rank-1 into 0..rank-1.</summary>
    /// <exception cref="ShapeMismatchException">The shape has no such axis.</exception>
    public int NormalizeAxis(int axis)
    {
        int index = axis < 0 ? axis + _rank : axis;
        if ((uint)index >= _rank)
            throw new ShapeMismatchException($"Axis {axis} is out of range for shape {this} of rank {_rank}.");
        return index;
    }

    /// <summary>The same shape with another size along one axis.</summary>
    public TensorShape With(int axis, int size)
    {
        Span<int> sizes = stackalloc int[_rank];
        Sizes.CopyTo(sizes);
        sizes[axis] = size;
        return new TensorShape(sizes);
    }

    /// <summary>Enumerates the sizes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Sizes.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int size in Sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>The shape as <c>[1, 3, 224, 224]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes.ToArray())}]";

    [InlineArray(MaxRank)]
    private struct SizeArray
    {
        private int _first;
    }
}
