using System.Numerics;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Picks for each row the filter whose differences are smallest, which compresses well on photographs.</summary>
internal sealed class PngFilterChooser(int rowBytes, int step)
{
    private readonly byte[][] _candidates = [.. Enumerable.Range(0, 5).Select(_ => new byte[rowBytes + 1])];

    /// <summary>Returns the filter type followed by the filtered row, valid until the next call.</summary>
    /// <param name="padded">The row behind <c>step</c> zero bytes, which stand for the pixel left of the first.</param>
    /// <param name="paddedAbove">The row above, laid out the same.</param>
    internal ReadOnlySpan<byte> Filter(ReadOnlySpan<byte> padded, ReadOnlySpan<byte> paddedAbove)
    {
        ReadOnlySpan<byte> row = padded[step..], left = padded[..rowBytes];
        ReadOnlySpan<byte> above = paddedAbove[step..], aboveLeft = paddedAbove[..rowBytes];
        row.CopyTo(_candidates[PngFilter.None].AsSpan(1));
        Subtract(row, left, Target(PngFilter.Sub));
        Subtract(row, above, Target(PngFilter.Up));
        Span<byte> average = Target(PngFilter.Average), paeth = Target(PngFilter.Paeth);
        for (int i = 0; i < row.Length; i++)
        {
            average[i] = (byte)(row[i] - ((left[i] + above[i]) >> 1));
            paeth[i] = (byte)(row[i] - PngFilter.Predict(left[i], above[i], aboveLeft[i]));
        }

        int best = 0;
        long bestCost = long.MaxValue;
        for (int filter = 0; filter < _candidates.Length; filter++)
        {
            long cost = Cost(_candidates[filter].AsSpan(1));
            if (cost >= bestCost)
                continue;
            (best, bestCost) = (filter, cost);
        }

        return _candidates[best];
    }

    private Span<byte> Target(int filter)
    {
        _candidates[filter][0] = (byte)filter;
        return _candidates[filter].AsSpan(1);
    }

    private static void Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> predicted, Span<byte> difference)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) - new Vector<byte>(predicted[i..])).CopyTo(difference[i..]);
        for (; i < row.Length; i++)
            difference[i] = (byte)(row[i] - predicted[i]);
    }

    /// <summary>Sum of the differences' magnitudes, each taken as a signed byte.</summary>
    private static long Cost(ReadOnlySpan<byte> differences)
    {
        long sum = 0;
        foreach (byte difference in differences)
            sum += Math.Abs((int)(sbyte)difference);
        return sum;
    }
}
