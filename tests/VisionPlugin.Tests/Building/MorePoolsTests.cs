using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Building;

public class MorePoolsTests
{
    [Fact]
    public void Unpooling_puts_maxima_back() => Gives([0, 0, 0, 4, 0, 7, 0, 0], Floats([1, 1, 2, 4], 1, 2, 3, 4, 5, 7, 1, 0),
        x =>
        {
            (Layer pooled, Layer places) = x.MaxPoolWithIndices(2, 2);
            return pooled.MaxUnpool(places, 2, 2);
        });

    [Fact]
    public void Weights_fall_with_the_distance_from_the_centre()
    {
        // 1 in the centre, 1/2 beside it: of 3 elements in a row the shares are 1/4, 1/2, 1/4.
        Gives([2.25f, 4], Floats([1, 1, 1, 4], 1, 2, 4, 6), x => x.WeightedAveragePool((1, 3), 1));
        Gives([3 + 1], Floats([1, 1, 1, 3], 4, 6, 0), x => x.WeightedAveragePool((1, 3), 1, weight: d => 1 - (d / 2)));
    }

    [Fact]
    public void Padding_takes_no_share_of_the_weights() => Gives(
        [4 / 3f, 2.25f, 4, 16 / 3f], Floats([1, 1, 1, 4], 1, 2, 4, 6),
        x => x.WeightedAveragePool((1, 3), 1, Padding.Sides(0, 1, 0, 1)));

    [Fact]
    public void At_inference_a_stochastic_pool_weights_by_probability() => Gives(
        // (1 + 9) / 4; nothing positive; 16 / 4 whatever is negative beside it.
        [2.5f, 0, 4], Floats([1, 1, 1, 6], 1, 3, 0, -2, 4, -1), x => x.StochasticPool((1, 2), (1, 2)));

    [Fact]
    public void A_stochastic_sample_is_an_element_of_the_window_and_as_frequent_as_it_is_large()
    {
        Tensor<float> x = Floats([1, 1, 1, 4000], [.. Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? 1f : 3f)]);
        float[] first = Run(x, y => y.StochasticSamplePool((1, 2), (1, 2), seed: 1));
        Assert.All(first, value => Assert.True(value is 1 or 3));
        Assert.InRange(first.Count(value => value == 3), 1400, 1600);
        Assert.Equal(first, Run(x, y => y.StochasticSamplePool((1, 2), (1, 2), seed: 1)));
        Assert.NotEqual(first, Run(x, y => y.StochasticSamplePool((1, 2), (1, 2), seed: 2)));
    }

    [Theory]
    [InlineData(25, 1.414, false)]
    [InlineData(25, 1.414, true)]
    [InlineData(17, 2.5, true)]
    [InlineData(9, 1, false)]
    [InlineData(3, 7, true)]
    public void Fractional_regions_cover_the_axis_in_steps_around_the_ratio(int size, double ratio, bool pseudorandom)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            (int Start, int End)[] regions = PoolRegions.Fractional(size, ratio, new Random(seed), overlapping: false, pseudorandom);
            Assert.Equal(Math.Max(1, (int)(size / ratio)), regions.Length);
            Assert.Equal((0, size), (regions[0].Start, regions[^1].End));
            Assert.All(regions.Zip(regions.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            int small = size / regions.Length;
            Assert.All(regions, r => Assert.InRange(r.End - r.Start, small, small + 1));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fractional_pool_gives_the_largest_element_of_each_region(bool overlapping)
    {
        Tensor<float> x = RandomTensor.Uniform([2, 3, 11, 14], 1);
        var random = new Random(5);
        (int Start, int End)[] rows = PoolRegions.Fractional(11, 1.5, random, overlapping, false);
        (int Start, int End)[] columns = PoolRegions.Fractional(14, 1.5, random, overlapping, false);
        var expected = new List<float>();
        for (int plane = 0; plane < 6; plane++)
        {
            foreach ((int top, int bottom) in rows)
                expected.AddRange(columns.Select(column => Max(x, plane, top, bottom, column.Start, column.End)));
        }

        Assert.Equal(expected, Run(x, y => y.FractionalMaxPool(1.5, 5, overlapping, pseudorandom: false)));
    }

    [Theory]
    [InlineData(8, 8, 1)] // every level is one window that slides
    [InlineData(13, 13, 1)]
    [InlineData(7, 9, 1)] // bins of different sizes
    [InlineData(3, 5, 2)] // fewer elements than bins
    public void A_pyramid_has_one_maximum_a_bin_whatever_the_size(int height, int width, int batch)
    {
        Tensor<float> x = RandomTensor.Uniform([batch, 2, height, width], 1);
        float[] actual = Run(x, y => y.SpatialPyramidPool([4, 3, 1]));
        var expected = new List<float>();
        for (int n = 0; n < batch; n++)
        {
            foreach (int level in (int[])[4, 3, 1])
            {
                for (int bin = 0; bin < 2 * level * level; bin++)
                {
                    int c = bin / (level * level), i = bin / level % level, j = bin % level;
                    (int top, int bottom) = PoolRegions.Bins(height, level)[i];
                    (int left, int right) = PoolRegions.Bins(width, level)[j];
                    expected.Add(Max(x, (n * 2) + c, top, bottom, left, right));
                }
            }
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Bins_cover_everything_and_share_at_most_one_element()
    {
        Assert.Equal([(0, 2), (1, 4), (3, 6), (5, 7)], PoolRegions.Bins(7, 4));
        Assert.Equal([(0, 5), (4, 9), (8, 13)], PoolRegions.Bins(13, 3));
    }

    [Fact]
    public void Regions_that_are_alike_become_one_max_pool()
    {
        var net = new ModelBuilder("pyramid");
        Model model = net.Build(net.Input([1, 3, 12, 12]).SpatialPyramidPool());
        Assert.Equal(3, model.Nodes.Count(node => node.Operator is MaxPool));
        Assert.DoesNotContain(model.Nodes, node => node.Operator is Gather);
    }

    [Fact]
    public void Maxout_takes_the_largest_of_neighbouring_channels() => Gives(
        [5, 2, 3, 9], Floats([1, 4, 1, 2], 5, 1, -1, 2, 3, 8, 0, 9), x => x.Maxout(2));

    [Fact]
    public void Channel_dropout_passes_everything_at_inference() =>
        Gives([1, -2], Floats([1, 2, 1, 1], 1, -2), x => x.ChannelDropout());

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        var net = new ModelBuilder("broken");
        Layer x = net.Input([1, 5, 4, 4]);
        Assert.Contains("2 pieces do not divide the 5 channels", Assert.Throws<ShapeMismatchException>(() => x.Maxout(2)).Message);
        Assert.Contains("must be 1 or more", Assert.Throws<ShapeMismatchException>(() => x.FractionalMaxPool(0.5)).Message);
        Assert.Contains("into 0 bins", Assert.Throws<ShapeMismatchException>(() => x.SpatialPyramidPool([0])).Message);
    }

    private static float Max(Tensor<float> x, int plane, int top, int bottom, int left, int right)
    {
        (int height, int width) = (x.Shape[2], x.Shape[3]);
        return Enumerable.Range(top, bottom - top).Max(y =>
            x.AsSpan().Slice((((plane * height) + y) * width) + left, right - left).ToArray().Max());
    }

    private static void Gives(float[] expected, Tensor<float> x, Func<Layer, Layer> layer)
    {
        float[] actual = Run(x, layer);
        TensorAssert.Equal(new Tensor<float>([expected.Length], expected), new Tensor<float>([actual.Length], actual), 1e-6, 1e-6);
    }

    // On the reference and, optimised, on the CPU, which must agree.
    private static float[] Run(Tensor<float> x, Func<Layer, Layer> layer)
    {
        var net = new ModelBuilder("pool");
        Model model = net.Build(layer(net.Input(x.Shape)));
        var results = new List<Tensor>();
        foreach (IBackend backend in (IBackend[])[new ReferenceBackend(), new CpuBackend(2)])
        {
            using var worker = new Worker(model, backend, new WorkerOptions { Optimize = backend is CpuBackend });
            worker.SetInput(0, x);
            worker.Schedule();
            results.Add(worker.PeekOutput(0).ReadbackAndClone());
            backend.Dispose();
        }

        TensorAssert.Equal(results[0], results[1], 1e-5, 1e-5, model.Nodes[^1].ToString());
        return results[0].AsSpan<float>().ToArray();
    }
}
