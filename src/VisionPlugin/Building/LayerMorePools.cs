using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// Pooling layers beyond the everyday ones, most of them made of other operators, so that they run wherever those do.
/// Layers that say so fix the spatial size that the builder was given.
/// </summary>
public static class LayerMorePools
{
    /// <summary>
    /// Undoes a max pool: elements return to where it had found them, the rest is 0. Zeiler and Fergus, Visualizing and
    /// Understanding Convolutional Networks (2014); see <see cref="Operators.MaxUnpool"/>.
    /// </summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="places">Second output of <see cref="LayerPools.MaxPoolWithIndices"/>.</param>
    /// <param name="kernel">Window size of the pool.</param>
    /// <param name="stride">Step of the pool.</param>
    /// <param name="padding">Padding of the pool.</param>
    /// <param name="name">Name; unpool1, unpool2, ... if null.</param>
    public static Layer MaxUnpool(this Layer x, Layer places, Extent kernel, Extent stride, Padding padding = default, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "unpool"), new MaxUnpool(WindowOf(x, kernel, stride, padding)), x, places);

    /// <summary>
    /// A weighted mean under a window, where weights fall with the distance from the window's centre (Goodfellow et al., Deep
    /// Learning, 2016, section 9.3 names it among the pooling functions). Padding has no weight. Fixes the spatial size if
    /// there is padding.
    /// </summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="kernel">Window size.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="weight">
    /// Weight by distance in elements, above 0 somewhere under every window; 1 / (1 + distance) if null. They are scaled to a
    /// sum of 1.
    /// </param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer WeightedAveragePool(this Layer x, Extent kernel, Extent stride, Padding padding = default,
        Func<double, double>? weight = null, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "pool");
        Window window = WindowOf(x, kernel, stride, padding);
        float[] weights = PoolRegions.WeightsByDistance(window.Kernel, weight ?? (static distance => 1 / (1 + distance)));
        var all = new Tensor<float>([x.Channels, 1, .. window.Kernel]);
        for (int c = 0; c < x.Channels; c++)
            weights.CopyTo(all.AsSpan()[(c * weights.Length)..]);
        Tensor? correction = PoolRegions.ShareOfPadding(window, weights, x.Shape);
        Layer mean = x.Builder.Add(correction is null ? layer : layer + "_sum", new Conv(window, x.Channels), x,
            x.Builder.Constant(all, layer + "_weights"));
        return correction is null ? mean : x.Builder.Add(
            layer, new Binary(BinaryFunction.Mul), mean, x.Builder.Constant(correction, layer + "_correction"));
    }

    /// <summary>
    /// Stochastic pooling at inference: each element under the window is weighted with its probability x / sum of x, so that
    /// Y = sum of x^2 / sum of x. Negative elements count as 0, as after a ReLU. Zeiler and Fergus, Stochastic Pooling for
    /// Regularization of Deep Convolutional Neural Networks (2013), equation 6.
    /// </summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="kernel">Window size.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="padding">Padding, which does not count.</param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer StochasticPool(this Layer x, Extent kernel, Extent stride, Padding padding = default, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "pool");
        ModelBuilder net = x.Builder;
        var pool = new AveragePool(WindowOf(x, kernel, stride, padding));
        Layer positive = net.Add(layer + "_positive", new Unary(Activation.Relu), x);
        Layer squares = net.Add(layer + "_squares", new Binary(BinaryFunction.Mul), positive, positive);
        Layer sum = net.Add(layer + "_mean", pool, positive), smallest = net.Constant(new Tensor<float>([], [1.17549435e-38f]), layer + "_smallest");
        Layer divisor = net.Add(layer + "_divisor", new Binary(BinaryFunction.Max), sum, smallest);
        return net.Add(layer, new Binary(BinaryFunction.Div), net.Add(layer + "_mean_square", pool, squares), divisor);
    }

    /// <summary>
    /// Stochastic pooling as in training: picks one element under the window, with the probability x / sum of x, by a seeded
    /// generator; see <see cref="Operators.StochasticPool"/>.
    /// </summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="kernel">Window size.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="seed">Any number; the same one picks the same places for the same input.</param>
    /// <param name="padding">Padding, which does not count.</param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer StochasticSamplePool(this Layer x, Extent kernel, Extent stride, int seed, Padding padding = default, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "pool"), new StochasticPool(WindowOf(x, kernel, stride, padding), seed), x);

    /// <summary>
    /// Max pooling over regions of different sizes, which make the input smaller by a ratio that is no whole number. Along
    /// each axis the regions are floor(ratio) or ceil(ratio) long, in a seeded order. Fixes the spatial size. Graham,
    /// Fractional Max-Pooling (2014).
    /// </summary>
    /// <param name="x">Input (N, C, spatial...).</param>
    /// <param name="ratio">Input size / output size, 1 or more; the output's size is rounded down, and 1 at least.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="overlapping">Regions share their borders.</param>
    /// <param name="pseudorandom">
    /// Ends of regions are at ceil(ratio * (i + u)), with u from the seed, rather than in an order of their own.
    /// </param>
    /// <param name="name">Name; pool1, pool2, ... if null.</param>
    public static Layer FractionalMaxPool(this Layer x, double ratio, int seed = 0, bool overlapping = true, bool pseudorandom = true,
        string? name = null)
    {
        var random = new Random(seed);
        return PoolRegions.Max(x, x.Builder.NameOf(name, "pool"), [.. x.Shape.Sizes[2..].ToArray().Select(size =>
            PoolRegions.Fractional(size, ratio, random, overlapping, pseudorandom))]);
    }

    /// <summary>
    /// Spatial pyramid pooling: for every level n, the maxima of n x n bins that cover the maps, however large these are; joined
    /// to (N, C * sum of n * n), so that fully connected layers fit any picture. Bin i covers floor(i * size / n) to
    /// ceil((i + 1) * size / n). Fixes the spatial size in this graph. He et al., Spatial Pyramid Pooling in Deep
    /// Convolutional Networks (2014).
    /// </summary>
    /// <param name="x">Input (N, C, H, W).</param>
    /// <param name="levels">Bins along each side, level by level; 4, 2, 1 if null.</param>
    /// <param name="name">Name; spp1, spp2, ... if null.</param>
    public static Layer SpatialPyramidPool(this Layer x, int[]? levels = null, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "spp");
        Layer[] parts = [.. (levels ?? [4, 2, 1]).Select(level => x.Builder.Add($"{layer}_flat{level}", new Flatten(),
            PoolRegions.Max(x, $"{layer}_level{level}", [.. x.Shape.Sizes[2..].ToArray().Select(size => PoolRegions.Bins(size, level))])))];
        return x.Builder.Add(layer, new Concat(1), parts);
    }

    /// <summary>
    /// Cross-channel pooling: the largest of every <paramref name="pieces"/> neighbouring channels. Goodfellow et al., Maxout
    /// Networks (2013).
    /// </summary>
    /// <param name="x">Input (N, C, ...).</param>
    /// <param name="pieces">Channels that become one; divides C.</param>
    /// <param name="name">Name; maxout1, maxout2, ... if null.</param>
    public static Layer Maxout(this Layer x, int pieces, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "maxout");
        if (pieces < 1 || x.Channels % pieces != 0)
            throw new ShapeMismatchException($"{layer}: {pieces} pieces do not divide the {x.Channels} channels of '{x.Name}'.");
        Layer axis = x.Builder.Constant(new Tensor<long>([1], [1]), layer + "_axis");
        Layer step = x.Builder.Constant(new Tensor<long>([1], [pieces]), layer + "_step");
        Layer end = x.Builder.Constant(new Tensor<long>([1], [int.MaxValue]), layer + "_end");
        Layer[] parts = [.. Enumerable.Range(0, pieces).Select(piece => x.Builder.Add($"{layer}_piece{piece}", new Slice(), x,
            x.Builder.Constant(new Tensor<long>([1], [piece]), $"{layer}_start{piece}"), end, axis, step))];
        return PoolRegions.Largest(parts, layer);
    }

    /// <summary>
    /// Marks where training drops whole channels, which are correlated over a map; passes them unchanged here. Tompson et al.,
    /// Efficient Object Localization Using Convolutional Networks (2015), SpatialDropout.
    /// </summary>
    public static Layer ChannelDropout(this Layer x, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "dropout"), new Dropout(), x);

    private static Window WindowOf(Layer x, Extent kernel, Extent stride, Padding padding) =>
        LayerProducts.WindowOf(Math.Max(1, x.Shape.Rank - 2), kernel, stride, padding, 1);
}
