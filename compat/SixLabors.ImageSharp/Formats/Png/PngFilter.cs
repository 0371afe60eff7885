using System.Numerics;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Prediction of bytes from their neighbours left (a), above (b) and above left (c), undone row by row.</summary>
internal static class PngFilter
{
    internal const int None = 0;
    internal const int Sub = 1;
    internal const int Up = 2;
    internal const int Average = 3;
    internal const int Paeth = 4;

    /// <summary>Replaces the differences in <paramref name="row"/> by the bytes themselves.</summary>
    /// <param name="filter">The filter type in front of the row.</param>
    /// <param name="row">The row, changed in place.</param>
    /// <param name="above">The row above, already undone; zeros for the first one.</param>
    /// <param name="step">Distance in bytes to the pixel on the left.</param>
    internal static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case None:
                break;
            case Sub:
                for (int i = step; i < row.Length; i++)
                    row[i] += row[i - step];
                break;
            case Up:
                UndoUp(row, above);
                break;
            case Average:
                UndoAverage(row, above, step);
                break;
            case Paeth:
                UndoPaeth(row, above, step);
                break;
            default:
                throw new InvalidImageContentException($"PNG: unknown filter type {filter}; the pixels are damaged.");
        }
    }

    /// <summary>Of a, b and c the one nearest to a + b - c; at equal distance a before b before c.</summary>
    internal static byte Predict(int a, int b, int c)
    {
        int distanceA = Math.Abs(b - c);
        int distanceB = Math.Abs(a - c);
        int distanceC = Math.Abs(a + b - c - c);
        int best = distanceB <= distanceC ? b : c;
        return (byte)(distanceA <= distanceB && distanceA <= distanceC ? a : best);
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] += above[i];
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        int first = Math.Min(step, row.Length);
        for (int i = 0; i < first; i++)
            row[i] += (byte)(above[i] >> 1);
        for (int i = step; i < row.Length; i++)
            row[i] += (byte)((row[i - step] + above[i]) >> 1);
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        int first = Math.Min(step, row.Length);
        for (int i = 0; i < first; i++)
            row[i] += above[i];
        for (int i = step; i < row.Length; i++)
            row[i] += Predict(row[i - step], above[i], above[i - step]);
    }
}
