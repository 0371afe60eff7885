using System.Collections.Immutable;
using System.Runtime.InteropServices;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// For the reference implementations: moves elements without looking at them. Elements are handled as unsigned integers
/// of their size, so that every element type works.
/// </summary>
internal static class DataMovement
{
    /// <summary>A tensor's elements as <typeparamref name="T"/> of the same size.</summary>
    public static Span<T> Elements<T>(Tensor tensor)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(tensor.AsBytes());

    /// <summary>Copies all elements in order.</summary>
    public static void Copy(Tensor source, Tensor destination) => source.AsBytes().CopyTo(destination.AsBytes());

    /// <summary>Fills the destination, element by element, from where the map says.</summary>
    public static void Copy(StridedMap map, Tensor source, Tensor destination)
    {
        switch (DataTypes.SizeOf(source.DataType))
        {
            case 1:
                Copy(map, Elements<byte>(source), Elements<byte>(destination));
                break;
            case 2:
                Copy(map, Elements<ushort>(source), Elements<ushort>(destination));
                break;
            case 4:
                Copy(map, Elements<uint>(source), Elements<uint>(destination));
                break;
            default:
                Copy(map, Elements<ulong>(source), Elements<ulong>(destination));
                break;
        }
    }

    /// <summary>Copies <paramref name="length"/> neighbouring elements; starts are in elements.</summary>
    public static void Copy(Tensor source, int from, Tensor destination, int to, int length)
    {
        int size = DataTypes.SizeOf(source.DataType);
        source.AsBytes().Slice(from * size, length * size).CopyTo(destination.AsBytes()[(to * size)..]);
    }

    /// <summary>
    /// Element (i0, i1, ...) of the destination becomes the source's element (tables[0][i0], tables[1][i1], ...). Where
    /// a table has -1 the destination keeps what it holds.
    /// </summary>
    public static void CopyByTables(int[][] tables, Tensor source, Tensor destination)
    {
        ImmutableArray<int> strides = StridedMap.RowMajor(source.Shape);
        var index = new int[tables.Length];
        for (int to = 0; to < destination.Shape.Length; to++)
        {
            int from = 0;
            for (int axis = 0; axis < tables.Length && from >= 0; axis++)
            {
                int position = tables[axis][index[axis]];
                from = position < 0 ? -1 : from + (position * strides[axis]);
            }

            if (from >= 0)
                Copy(source, from, destination, to, 1);
            for (int axis = tables.Length - 1; axis >= 0 && ++index[axis] == tables[axis].Length; axis--)
                index[axis] = 0;
        }
    }

    /// <summary>Fills the destination with one element, given by its bytes.</summary>
    public static void Fill(Tensor destination, ReadOnlySpan<byte> element)
    {
        Span<byte> bytes = destination.AsBytes();
        for (int i = 0; i < bytes.Length; i += element.Length)
            element.CopyTo(bytes[i..]);
    }

    private static void Copy<T>(StridedMap map, ReadOnlySpan<T> source, Span<T> destination)
    {
        int i = 0;
        foreach (int element in map)
            destination[i++] = source[element];
    }
}
