using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Graphs;

namespace VisionPlugin.Tests.Execution;

public class ModelComparerTests
{
    [Fact]
    public void Equal_backends_agree_in_every_layer()
    {
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(1);
        ModelComparison result = ModelComparer.Compare(Network(), Input(), [reference, cpu, reference]);
        Assert.True(result.IsWithin);
        Assert.Null(result.FirstFailure);
        Assert.Equal([BackendType.Reference, BackendType.Cpu, BackendType.Reference], result.Backends.ToArray());
        Assert.Equal(["n0", "n2", "n4", "n5"], result.Layers.Select(l => l.Node));
        Assert.All(result.Layers, l => Assert.Equal(0, l.Backends[1].Alone.MaxAbsolute));
        Assert.Equal(4, result.Outputs.Length);
        Assert.All(result.Outputs, o => Assert.Equal(new TensorShape(1, 3, 6, 6), o.Shape));
    }

    [Fact]
    public void A_broken_kernel_is_named_and_the_layers_after_it_are_not_blamed()
    {
        using var reference = new ReferenceBackend();
        using var broken = new BrokenBackend("MaxPool");
        ModelComparison result = ModelComparer.Compare(Network(), Input(), [reference, broken]);
        Assert.False(result.IsWithin);
        Assert.Equal(("n4", "MaxPool"), (result.FirstFailure!.Node, result.FirstFailure.Operator));
        LayerComparison after = result.Layers[^1];
        Assert.True(after.IsWithin);
        Assert.False(after.Backends[0].EndToEnd.IsWithin);
        Assert.Contains(result.Outputs, o => !o.Difference.IsWithin);
    }

    [Fact]
    public void The_values_of_the_worst_layers_are_kept_and_of_no_others()
    {
        using var reference = new ReferenceBackend();
        using var broken = new BrokenBackend("MaxPool");
        var options = new ComparisonOptions { KeepWorst = 2 };
        LayerValues worst = Assert.Single(ModelComparer.Compare(Network(), Input(), [reference, broken], options).Worst);
        Assert.Equal("n4", worst.Layer.Node);
        Assert.Equal(1f, worst.Actual.AsSpan<float>()[5] - worst.Expected.AsSpan<float>()[5], 1e-6f);
        Assert.True(worst.Difference.Alone.PartOfTolerance > 100);
        Assert.Empty(ModelComparer.Compare(Network(), Input(), [reference, broken]).Worst);
        var strict = new ComparisonOptions { KeepWorst = 2, Atol = 0, Rtol = 0 };
        using var cpu = new CpuBackend(1);
        Assert.Equal(2, ModelComparer.Compare(Network(), Input(), [reference, cpu, broken], strict).Worst.Length);
    }

    [Fact]
    public void A_model_whose_values_do_not_fit_is_compared_part_by_part_with_the_same_result()
    {
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(1);
        using var broken = new BrokenBackend("MaxPool");
        IBackend[] backends = [reference, cpu, broken];
        ModelComparison whole = ModelComparer.Compare(Network(), Input(), backends);
        var seen = new List<ComparisonProgress>();
        // Two of the four layers, or one, at a time.
        foreach (long bytes in new[] { 900L, 1L })
        {
            ModelComparison parts = ModelComparer.CompareInParts(Network(), Input(), backends, new ComparisonOptions { Progress = seen.Add }, bytes);
            Assert.Equal(whole.Layers.Select(l => (l.Node, l.Value)), parts.Layers.Select(l => (l.Node, l.Value)));
            Assert.Equal(whole.Layers.SelectMany(l => l.Backends).Select(Figures), parts.Layers.SelectMany(l => l.Backends).Select(Figures));
            Assert.Equal(whole.Outputs.Select(o => (o.Output, o.Difference.MaxAbsolute)), parts.Outputs.Select(o => (o.Output, o.Difference.MaxAbsolute)));
        }

        Assert.All(seen, p => Assert.InRange(p.Done, 0, p.Total - 1));

        static (BackendType, double, double) Figures(LayerDifference d) => (d.Backend, d.Alone.MaxAbsolute, d.EndToEnd.MaxAbsolute);
    }

    [Fact]
    public void Progress_counts_every_layer_of_every_backend_once()
    {
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(1);
        var seen = new List<ComparisonProgress>();
        ModelComparer.Compare(Network(), Input(), [reference, cpu], new ComparisonOptions { Progress = seen.Add });
        Assert.Equal(Enumerable.Range(0, 8), seen.Select(p => p.Done));
        Assert.All(seen, p => Assert.Equal(8, p.Total));
        Assert.Equal(["n0", "n2", "n4", "n5"], seen.Skip(4).Select(p => p.Layer));
        Assert.Equal(BackendType.Reference, seen[3].Backend);
        Assert.Equal(BackendType.Cpu, seen[4].Backend);
    }

    [Fact]
    public void Node_by_node_comparison_shows_the_model_as_loaded()
    {
        using var reference = new ReferenceBackend();
        ModelComparison result = ModelComparer.Compare(
            Network(), Input(), [reference, reference], new ComparisonOptions { Optimize = false });
        Assert.Equal(6, result.Layers.Length);
    }

    [Fact]
    public void Differences_say_how_much_and_where()
    {
        var expected = new Tensor<float>([2, 3], [1, 2, 3, 4, 0.0001f, 6]);
        var actual = new Tensor<float>([2, 3], [1, 2, 3.5f, 4, 0.0002f, 6]);
        TensorDifference found = TensorDifference.Of(expected, actual, 0.001, 0.01);
        Assert.Equal(0.5, found.MaxAbsolute, 1e-6);
        Assert.Equal(0.5 / 3, found.MaxRelative, 1e-6);
        Assert.Equal([0, 2], found.Where.ToArray());
        Assert.Equal((3, 3.5), (found.Expected, found.Actual));
        Assert.False(found.IsWithin);
        Assert.Equal(0.5 / 0.031, found.PartOfTolerance, 1e-6);
        Assert.True(TensorDifference.Of(expected, actual, 0.001, 0.2).IsWithin);
        Assert.Equal(0.5 / 0.601, TensorDifference.Of(expected, actual, 0.001, 0.2).PartOfTolerance, 1e-6);
        Assert.Equal(double.PositiveInfinity, TensorDifference.Of(expected, actual, 0, 0).PartOfTolerance);
        Assert.Equal(0, TensorDifference.Of(expected, expected, 0, 0).PartOfTolerance);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.PositiveInfinity, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(0f, -0f, true)]
    public void Infinities_and_nan_must_match(float expected, float actual, bool within)
    {
        TensorDifference found = TensorDifference.Of(
            new Tensor<float>([2], [1, expected]), new Tensor<float>([2], [1, actual]), 1, 1);
        Assert.Equal(within, found.IsWithin);
        Assert.Equal(within ? 0 : double.PositiveInfinity, found.MaxAbsolute);
        Assert.Equal(within ? 0 : double.PositiveInfinity, found.PartOfTolerance);
    }

    // Conv + Relu, Conv with the first as residual, MaxPool, Neg; one output in between.
    private static Model Network()
    {
        var g = new TestGraph();
        string a = g.Unary(UnaryFunction.Relu, g.Conv(g.Input([1, 2, 6, 6]), 2, 3));
        string b = g.Binary(BinaryFunction.Add, g.Conv(a, 3, 3), a);
        string y = g.Unary(UnaryFunction.Neg, g.Add(new MaxPool(Window.Square(3, pad: 1)), b));
        return g.Compile(b, y).Model;
    }

    private static Tensor[] Input() => [RandomTensor.Uniform([1, 2, 6, 6], 7)];
}
