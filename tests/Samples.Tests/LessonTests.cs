using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;
using VisionPlugin.Samples.Lessons;
using VisionPlugin.Samples.Lessons.Tools;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

/// <summary>What the lessons claim, by the numbers that they compute.</summary>
public class LessonTests
{
    // Sums of up to some hundred products in single precision.
    private const double Rounding = 4e-5;

    public static TheoryData<BackendType> Backends => [BackendType.Reference, BackendType.Cpu, BackendType.GpuCompute];

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public void Convolution_moves_along_and_pooling_hardly_notices(BackendType backend)
    {
        IReadOnlyDictionary<string, double> shown = Give("equivariance", backend);

        Zero(shown, "convolution, moved by 3 down and 5 right", "convolution of stride 2, moved by 2 (the map by 1)",
            "max pool of 2, moved by 2 (the map by 1)", "the house elsewhere, 2 or more pixels from the border");
        Assert.All(shown.Where(s => s.Key.Contains("what fits better", StringComparison.Ordinal)), s => Assert.InRange(s.Value, 0.5, 2));
        Assert.Equal([9, 6, 4], new[] { "in the middle", "at an edge", "in a corner" }.Select(label => Math.Round(shown[label], 4)));
        Assert.Equal(1, shown["of the picture"], 0.001);
        Assert.Equal(0.5, shown["of maxima of 3 neighbours (theory: 0.50)"], 0.01);
        Assert.Equal(0.25, shown["of maxima of 7 neighbours (theory: 0.25)"], 0.01);
        Assert.True(shown["the house at the border, all of it still there"] > 0.01);
        Assert.True(shown["half of the house beyond the border"] > 0.1);
    }

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public void Convolution_is_a_matrix_product(BackendType backend)
    {
        IReadOnlyDictionary<string, double> shown = Give("matrix", backend);

        Zero(shown, "largest difference to the convolution", "largest difference of the product to the convolution");
        Assert.Equal((576, 144, 9), (shown["elements of the matrix"], shown["of them not 0"], shown["different weights"]));
        Assert.Equal(9, shown["columns / maps, in memory"]);
        Assert.Equal(1, shown["multiply-accumulates: im2col / convolution"]);
        // Inputs / (channels * kernel): 224 * 224 / 9.
        Assert.Equal(224.0 * 224 / 9, shown["multiply-accumulates: matrix / convolution"], 1e-6);
    }

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public void Dilation_and_stride_see_as_far_and_lose_different_things(BackendType backend)
    {
        IReadOnlyDictionary<string, double> shown = Give("dilation", backend);

        Assert.Equal(15, shown["stride 2: side of the receptive field"]);
        Assert.Equal(15, shown["dilation 1, 2, 4: side of the receptive field"]);
        Assert.Equal((7, 49), (shown["stride 2: side of the map"], shown["dilation 1, 2, 4: side of the map"]));
        Assert.Equal((8, 1), (shown["stride 2: pixels from one element to the next"], shown["dilation 1, 2, 4: pixels from one element to the next"]));
        Assert.Equal((1, 1, 0), (shown["stride 1"], shown["stride 1, dilation 2"], shown["stride 2"]));
        Assert.Equal((1, 0), (shown["line in column 31, stride 1"], shown["line in column 31, stride 2"]));
        Assert.Equal((49, 169), (shown["dilation 2, 2, 2: that count"], shown["dilation 1, 2, 3: that count"]));
    }

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public void A_1x1_convolution_is_a_layer_at_every_place(BackendType backend)
    {
        IReadOnlyDictionary<string, double> shown = Give("one-by-one", backend);

        Zero(shown, "largest difference");
        Assert.Equal(shown["parameters of the layer"], shown["parameters of the convolution"]);
        Assert.Equal(shown["multiply-accumulates of the layer, 42 places"], shown["multiply-accumulates of the convolution"]);
        Assert.Equal((5, 1), (shown["numbers that change"], shown["places that change"]));
    }

    [SkippableTheory]
    [MemberData(nameof(Backends))]
    public void One_pass_equals_the_sliding_window_and_costs_less(BackendType backend)
    {
        IReadOnlyDictionary<string, double> shown = Give("sliding-window", backend);

        Zero(shown, "largest difference to LeNet-5 on each of these parts");
        Assert.Equal(61706, shown["parameters before"]);
        Assert.Equal(61706, shown["parameters after"]);
        Assert.Equal((17, 25, 4), (shown["rows of the map of scores"], shown["columns of the map of scores"], shown["pixels from one place to the next"]));
        Assert.Equal(17 * 25 * 0.41652, shown["million multiply-accumulates, part by part"], 1e-6);
        Assert.InRange(shown["ratio"], 5, 6);
        Assert.Equal((8, 8), (shown["digits read right, in order"], shown["digits read in all"]));
    }

    [Fact]
    public void Shared_weights_are_few()
    {
        IReadOnlyDictionary<string, double> shown = Give("sharing");

        Zero(shown, "largest difference to the convolution");
        Assert.Equal([60, 690, 690, 610], Enumerable.Range(1, 4).Select(i => shown[$"mnist1d-conv, layer {i}"]));
        Assert.Equal((2050, 59065), (shown["mnist1d-conv, all layers"], shown["mnist1d-fc, all layers"]));
        Assert.Equal(285 * 40, shown["weights of the matrix"]);
        Assert.Equal(285 * 3, shown["of them not 0: each unit sees 3 neighbours only"]);
        Assert.Equal(15 * 3, shown["of those different: all places share them"]);
    }

    [Fact]
    public void The_effective_field_grows_with_the_root_of_the_depth()
    {
        IReadOnlyDictionary<string, double> shown = Give("receptive-field");

        Assert.Equal((9, 33), (shown["depth 4: side of the receptive field, by the layers' sizes"], shown["depth 16: side of the receptive field, by the layers' sizes"]));
        // The sum of independent steps of -1, 0, 1: variance 2/3 a layer.
        Assert.Equal(Math.Sqrt(16 * 2.0 / 3), shown["depth 16: standard deviation of the influence in pixels"], 1e-3);
        Assert.Equal(2, shown["four times as deep: the deviation grows by"], 1e-3);
        Assert.True(shown["depth 16: side of the square with 95 % of the influence"] < 33 / 2.0);
        Assert.True(shown["depth 16: the same square, random kernels and ReLU"] < 27);
    }

    [Fact]
    public void Shortcuts_bring_the_signal_around_weak_layers()
    {
        IReadOnlyDictionary<string, double> shown = Give("residual");

        Assert.True(shown["plain34, layer4"] < shown["plain34, layer1"] / 1000);
        Assert.InRange(shown["resnet34, layer4"] / shown["resnet34, layer1"], 1, 10);
        Assert.Equal(1, shown["plain34: what is left"] / shown["0.8 squared, 33 times over"], 0.01);
        Assert.True(shown["resnet34: what is left"] > 0.05);
        Assert.True(shown["plain34: cosine"] > shown["resnet34: cosine"]);
    }

    [Fact]
    public void Separable_convolution_costs_what_the_formula_says()
    {
        IReadOnlyDictionary<string, double> shown = Give("depthwise");

        foreach (string layer in (string[])["128 channels, 3 x 3", "256 channels, 3 x 3", "128 channels, 5 x 5"])
        {
            Assert.Equal(shown[$"{layer}: 1/N + 1/K^2"], shown[$"{layer}: ratio"], 1e-9);
            Assert.Equal(shown[$"{layer}: ratio"], shown[$"{layer}: ratio of the weights"], 1e-9);
        }

        Zero(shown, "largest difference to the full convolution with such kernels");
    }

    [Fact]
    public void Convolution_flips_commutes_and_comes_apart()
    {
        IReadOnlyDictionary<string, double> shown = Give("flip");

        Assert.All(shown.Where(s => s.Key.Contains("difference", StringComparison.Ordinal)), s =>
            Assert.Equal(s.Key is not ("cross-correlation: largest difference to F" or "the same, cross-correlated: difference"), s.Value < Rounding));
        Assert.Equal((9, 6, 49, 14), (shown["Sobel 3 x 3: products for a pixel"], shown["Sobel 3 x 3: products for a pixel in two passes"],
            shown["Gaussian 7 x 7: products for a pixel"], shown["Gaussian 7 x 7: products for a pixel in two passes"]));
    }

    [Fact]
    public void Transposed_convolution_multiplies_with_the_transpose()
    {
        IReadOnlyDictionary<string, double> shown = Give("transposed");

        Zero(shown, "largest difference to the product with the transpose");
        Assert.True(shown["it undoes nothing: difference after going there and back"] > 0.1);
        Assert.Equal(4, shown["kernel 3, stride 2: windows overlap in every other row and column"], 1e-5);
        Assert.Equal(1, shown["kernel 4, stride 2: as many windows everywhere"], 1e-5);
        Assert.Equal(1, shown["nearest neighbour, then a 3 x 3 convolution"], 1e-5);
        Assert.True(shown["kernel 4, stride 2, random weights: divisible is not enough"] > 2);
    }

    private static IReadOnlyDictionary<string, double> Give(string lesson, BackendType type = BackendType.Cpu)
    {
        GpuBackends.Register();
        IBackend? backend = null;
        string missing = "";
        try
        {
            backend = Execution.Backends.Create(type);
        }
        catch (GpuUnavailableException error)
        {
            missing = error.Message;
        }

        Requirement.SkipUnless(backend is not null, $"there is no GPU backend: {missing}");
        using IBackend computes = backend!;
        var room = new Classroom(computes, TextWriter.Null);
        Lesson.Find(lesson).Give(room);
        return room.Shown;
    }

    private static void Zero(IReadOnlyDictionary<string, double> shown, params string[] labels) =>
        Assert.All(labels, label => Assert.InRange(shown[label], 0, Rounding));
}
