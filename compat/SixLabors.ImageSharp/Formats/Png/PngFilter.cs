using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>
/// Undoes the prediction of bytes from their neighbours left (a), above (b) and above left (c), row by row.
/// </summary>
internal static class PngFilter
{
    internal const int None = 0;
    internal const int Sub = 1;
    internal const int Up = 2;
    internal const int Average = 3;
    internal const int Paeth = 4;

    /// <summary>Bytes that rows must have behind their end, since pixels are handled eight bytes at a time.</summary>
    internal const int Padding = 8;

    private interface IPredictor
    {
        static abstract Vector128<short> Predict(Vector128<short> a, Vector128<short> b, Vector128<short> c);
    }

    /// <summary>Turns differences into the bytes themselves.</summary>
    /// <param name="filter">The filter type in front of the row.</param>
    /// <param name="differences">The row as sent, padded.</param>
    /// <param name="above">The row above, undone and padded; zeros for the first one.</param>
    /// <param name="row">The result, padded.</param>
    /// <param name="step">Distance in bytes to the pixel on the left, 1 to 8.</param>
    internal static void Undo(
        int filter, ReadOnlySpan<byte> differences, ReadOnlySpan<byte> above, Span<byte> row, int step)
    {
        switch (filter)
        {
            case None:
                differences.CopyTo(row);
                break;
            case Sub:
                Undo<LeftPredictor>(differences, above, row, step);
                break;
            case Up:
                UndoUp(differences, above, row);
                break;
            case Average:
                Undo<AveragePredictor>(differences, above, row, step);
                break;
            case Paeth:
                Undo<PaethPredictor>(differences, above, row, step);
                break;
            default:
                throw new InvalidImageContentException($"PNG: unknown filter type {filter}; the pixels are damaged.");
        }
    }

    private static void UndoUp(ReadOnlySpan<byte> differences, ReadOnlySpan<byte> above, Span<byte> row)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(differences[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] = (byte)(differences[i] + above[i]);
    }

    /// <summary>
    /// A pixel a time, since each needs the one before; the lanes past its bytes are overwritten by the next.
    /// </summary>
    private static void Undo<TPredictor>(
        ReadOnlySpan<byte> differences, ReadOnlySpan<byte> above, Span<byte> row, int step)
        where TPredictor : struct, IPredictor
    {
        Vector128<short> a = default, c = default;
        for (int i = 0; i <= row.Length - Padding; i += step)
        {
            Vector128<short> b = Load(above[i..]);
            a = (Load(differences[i..]) + TPredictor.Predict(a, b, c)) & Vector128.Create((short)255);
            c = b;
            ulong bytes = Vector128.Narrow(a.AsUInt16(), a.AsUInt16()).AsUInt64()[0];
            BinaryPrimitives.WriteUInt64LittleEndian(row[i..], bytes);
        }
    }

    private static Vector128<short> Load(ReadOnlySpan<byte> bytes)
    {
        ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte()).AsInt16();
    }

    private readonly struct LeftPredictor : IPredictor
    {
        public static Vector128<short> Predict(Vector128<short> a, Vector128<short> b, Vector128<short> c) => a;
    }

    private readonly struct AveragePredictor : IPredictor
    {
        public static Vector128<short> Predict(Vector128<short> a, Vector128<short> b, Vector128<short> c) =>
            (a + b) >> 1;
    }

    /// <summary>Of a, b and c the one nearest to a + b - c; at equal distance a before b before c.</summary>
    private readonly struct PaethPredictor : IPredictor
    {
        public static Vector128<short> Predict(Vector128<short> a, Vector128<short> b, Vector128<short> c)
        {
            Vector128<short> fromA = Vector128.Abs(b - c);
            Vector128<short> fromB = Vector128.Abs(a - c);
            Vector128<short> fromC = Vector128.Abs(a + b - c - c);
            Vector128<short> best = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(fromB, fromC), b, c);
            Vector128<short> takeA = Vector128.LessThanOrEqual(fromA, Vector128.Min(fromB, fromC));
            return Vector128.ConditionalSelect(takeA, a, best);
        }
    }
}
