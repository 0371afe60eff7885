using System.Numerics;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Picks for each row the filter whose differences are smallest, which compresses photographs well.</summary>
internal sealed class PngFilterChooser(int rowBytes, int step)
{
    private readonly byte[][] _candidates = [.. Enumerable.Range(0, 5).Select(_ => new byte[rowBytes + 1])];

    private interface IPredictor
    {
        static abstract Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c);
    }

    /// <summary>Returns the filter type followed by the filtered row, valid until the next call.</summary>
    /// <param name="padded">The row behind <c>step</c> zero bytes, which stand for the pixel left of the first.</param>
    /// <param name="paddedAbove">The row above, laid out the same.</param>
    internal ReadOnlySpan<byte> Filter(ReadOnlySpan<byte> padded, ReadOnlySpan<byte> paddedAbove)
    {
        (int best, long bestCost) = (PngFilter.None, Apply<ZeroPredictor>(PngFilter.None, padded, paddedAbove));
        Consider(PngFilter.Sub, Apply<LeftPredictor>(PngFilter.Sub, padded, paddedAbove));
        Consider(PngFilter.Up, Apply<AbovePredictor>(PngFilter.Up, padded, paddedAbove));
        Consider(PngFilter.Average, Apply<AveragePredictor>(PngFilter.Average, padded, paddedAbove));
        Consider(PngFilter.Paeth, Apply<PaethPredictor>(PngFilter.Paeth, padded, paddedAbove));
        return _candidates[best];

        void Consider(int filter, long cost)
        {
            if (cost < bestCost)
                (best, bestCost) = (filter, cost);
        }
    }

    /// <summary>Fills the filter's candidate; returns the sum of the differences' magnitudes as signed bytes.</summary>
    private long Apply<TPredictor>(int filter, ReadOnlySpan<byte> padded, ReadOnlySpan<byte> paddedAbove)
        where TPredictor : struct, IPredictor
    {
        ReadOnlySpan<byte> row = padded[step..], left = padded[..rowBytes];
        ReadOnlySpan<byte> above = paddedAbove[step..], aboveLeft = paddedAbove[..rowBytes];
        _candidates[filter][0] = (byte)filter;
        Span<byte> target = _candidates[filter].AsSpan(1);
        Vector<uint> cost = default;
        int i = 0;
        for (; i <= rowBytes - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<byte> predicted = TPredictor.Predict(new(left[i..]), new(above[i..]), new(aboveLeft[i..]));
            Vector<byte> difference = new Vector<byte>(row[i..]) - predicted;
            difference.CopyTo(target[i..]);
            cost += SumOfFour(Vector.Min(difference, Vector<byte>.Zero - difference));
        }

        // The end of the row, in vectors that are partly empty.
        Span<byte> last = stackalloc byte[Vector<byte>.Count];
        if (i < rowBytes)
        {
            Vector<byte> a = Partial(left[i..]), b = Partial(above[i..]), c = Partial(aboveLeft[i..]);
            Vector<byte> difference = Partial(row[i..]) - TPredictor.Predict(a, b, c);
            difference.CopyTo(last);
            last[..(rowBytes - i)].CopyTo(target[i..]);
            cost += SumOfFour(Vector.Min(difference, Vector<byte>.Zero - difference));
        }

        return Vector.Sum(cost);
    }

    private static Vector<byte> Partial(ReadOnlySpan<byte> bytes)
    {
        Span<byte> filled = stackalloc byte[Vector<byte>.Count];
        filled.Clear();
        bytes.CopyTo(filled);
        return new Vector<byte>(filled);
    }

    private static Vector<uint> SumOfFour(Vector<byte> bytes)
    {
        Vector.Widen(bytes, out Vector<ushort> low, out Vector<ushort> high);
        Vector.Widen(low + high, out Vector<uint> first, out Vector<uint> second);
        return first + second;
    }

    private readonly struct ZeroPredictor : IPredictor
    {
        public static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c) => default;
    }

    private readonly struct LeftPredictor : IPredictor
    {
        public static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c) => a;
    }

    private readonly struct AbovePredictor : IPredictor
    {
        public static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c) => b;
    }

    private readonly struct AveragePredictor : IPredictor
    {
        /// <summary>(a + b) / 2 without a ninth bit: what both have, and half of what one has.</summary>
        public static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c) =>
            (a & b) + (((a ^ b) >>> 1) & new Vector<byte>(0x7F));
    }

    private readonly struct PaethPredictor : IPredictor
    {
        public static Vector<byte> Predict(Vector<byte> a, Vector<byte> b, Vector<byte> c)
        {
            Vector<byte> fromA = Distance(b, c), fromB = Distance(a, c);
            // a + b - 2c is the sum of a - c and b - c. If they point the same way it is no less than either, so that
            // any large number does; else its size is the difference of their sizes.
            Vector<byte> sameWay = Vector.Equals(
                Vector.GreaterThanOrEqual(a, c), Vector.GreaterThanOrEqual(b, c));
            Vector<byte> fromC = Vector.BitwiseOr(sameWay, Distance(fromA, fromB));
            Vector<byte> best = Vector.ConditionalSelect(Vector.LessThanOrEqual(fromB, fromC), b, c);
            Vector<byte> takeA = Vector.LessThanOrEqual(fromA, Vector.Min(fromB, fromC));
            return Vector.ConditionalSelect(takeA, a, best);
        }

        private static Vector<byte> Distance(Vector<byte> a, Vector<byte> b) => Vector.Max(a, b) - Vector.Min(a, b);
    }
}
