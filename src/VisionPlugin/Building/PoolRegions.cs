using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>Regions along an axis as first position and the one after the last, and what pools make of them.</summary>
internal static class PoolRegions
{
    /// <summary>Bins that cover an axis; neighbours share an element where the size is no multiple of their number.</summary>
    public static (int Start, int End)[] Bins(int size, int count)
    {
        if (count < 1 || size < 1)
            throw new ShapeMismatchException($"{size} elements cannot be divided into {count} bins.");
        return [.. Enumerable.Range(0, count).Select(i =>
            ((int)((long)i * size / count), (int)((((i + 1L) * size) + count - 1) / count)))];
    }

    /// <summary>The regions of a fractional max pool (Graham 2014, section 2).</summary>
    public static (int Start, int End)[] Fractional(int size, double ratio, Random random, bool overlapping, bool pseudorandom)
    {
        if (!(ratio >= 1) || size < 1)
            throw new ShapeMismatchException($"{size} elements cannot be pooled by a ratio of {ratio}; it must be 1 or more.");
        int count = Math.Max(1, (int)(size / ratio)), small = size / count;
        var ends = new int[count + 1];
        if (pseudorandom)
        {
            double alpha = (double)size / count, u = random.NextDouble();
            for (int i = 1; i < count; i++)
                ends[i] = (int)(Math.Ceiling(alpha * (i + u)) - Math.Ceiling(alpha * u));
        }
        else
        {
            // As many long regions as there are elements left over.
            int[] lengths = [.. Enumerable.Range(0, count).Select(i => i < size % count ? small + 1 : small)];
            random.Shuffle(lengths);
            for (int i = 1; i < count; i++)
                ends[i] = ends[i - 1] + lengths[i - 1];
        }

        ends[count] = size;
        return [.. Enumerable.Range(0, count).Select(i =>
            (ends[i], overlapping ? Math.Min(ends[i + 1] + 1, size) : ends[i + 1]))];
    }

    /// <summary>The largest element of every combination of regions: a max pool where they are all alike.</summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="layer">Name of the result.</param>
    /// <param name="regions">Regions along each spatial axis.</param>
    public static Layer Max(Layer x, string layer, (int Start, int End)[][] regions)
    {
        if (regions.Index().All(axis => IsWindow(axis.Item, x.Shape[axis.Index + 2])))
            return x.Builder.Add(layer, new MaxPool(WindowOf(regions)), x);
        Layer y = x;
        for (int axis = 0; axis < regions.Length; axis++)
            y = Along(y, axis + 2, regions[axis], axis == regions.Length - 1 ? layer : $"{layer}_axis{axis + 2}");
        return y;
    }

    /// <summary>The element-wise maximum of layers.</summary>
    public static Layer Largest(IReadOnlyList<Layer> parts, string layer)
    {
        Layer result = parts[0];
        if (parts.Count == 1)
            return result.Builder.Add(layer, new Identity(), result);
        for (int i = 1; i < parts.Count; i++)
        {
            result = result.Builder.Add(
                i == parts.Count - 1 ? layer : $"{layer}_max{i}", new Binary(BinaryFunction.Max), result, parts[i]);
        }

        return result;
    }

    /// <summary>Weights of a window's elements, row-major, by their distance from its centre; their sum is 1.</summary>
    public static float[] WeightsByDistance(ImmutableArray<int> kernel, Func<double, double> weight)
    {
        TensorShape shape = [.. kernel];
        var weights = new double[shape.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            double squares = 0;
            for (int axis = kernel.Length - 1, rest = i; axis >= 0; rest /= kernel[axis], axis--)
                squares += Math.Pow((rest % kernel[axis]) - ((kernel[axis] - 1) / 2.0), 2);
            weights[i] = weight(Math.Sqrt(squares));
        }

        double sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }

    /// <summary>
    /// What sums of weighted elements are multiplied with where padding took a part of the weights: (1, 1, spatial...); null if
    /// it nowhere does.
    /// </summary>
    public static Tensor? ShareOfPadding(Window window, float[] weights, TensorShape x)
    {
        ConvGeometry geometry = ConvGeometry.Resolve(window, x);
        if (geometry.Axes.All(axis => axis.PadBegin <= 0 && axis.PadEnd <= 0))
            return null;
        var ones = new Tensor<float>([1, 1, .. x.Sizes[2..]]);
        ones.AsSpan().Fill(1);
        var share = new Tensor<float>(geometry.OutputShape(1, 1));
        new Conv(window).Run([ones, new Tensor<float>([1, 1, .. window.Kernel], weights)], [share]);
        foreach (ref float value in share.AsSpan())
            value = 1 / value;
        return share;
    }

    // Regions that a sliding window without padding would find.
    private static bool IsWindow((int Start, int End)[] regions, int size)
    {
        int length = regions[0].End, stride = regions.Length > 1 ? regions[1].Start : 1;
        return stride > 0 && regions[0].Start == 0
            && regions.Index().All(r => r.Item == (r.Index * stride, (r.Index * stride) + length))
            && (regions.Length == 1 ? length == size : ((size - length) / stride) + 1 == regions.Length);
    }

    private static Window WindowOf((int Start, int End)[][] regions) => new(
        [.. regions.Select(r => r[0].End)], [.. regions.Select(r => r.Length > 1 ? r[1].Start : 1)], [], []);

    // The first elements of all regions, the second ones, ...; short regions repeat their last one.
    private static Layer Along(Layer x, int axis, (int Start, int End)[] regions, string layer)
    {
        int longest = regions.Max(r => r.End - r.Start);
        return Largest([.. Enumerable.Range(0, longest).Select(k => x.Builder.Add($"{layer}_pick{k}", new Gather(axis), x,
            x.Builder.Constant(new Tensor<long>([regions.Length], [.. regions.Select(r => (long)Math.Min(r.Start + k, r.End - 1))]),
                $"{layer}_places{k}")))], layer);
    }
}
