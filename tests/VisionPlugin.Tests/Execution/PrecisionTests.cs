using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

public class PrecisionTests
{
    [Fact]
    public void Every_precision_has_a_name()
    {
        Precision[] all = [.. from activations in Enum.GetValues<ActivationPrecision>()
                              from weights in Enum.GetValues<WeightPrecision>()
                              select new Precision(activations, weights)];
        Assert.Equal(all.Length, Precision.Names.Count);
        foreach (Precision precision in all)
        {
            Assert.True(Precision.TryParse(precision.ToString(), out Precision parsed));
            Assert.Equal(precision, parsed);
        }

        Assert.False(Precision.TryParse("double", out _));
        Assert.False(Precision.TryParse(null, out _));
    }

    [Theory]
    [InlineData(BackendType.Cpu)]
    [InlineData(BackendType.Reference)]
    public void A_backend_without_short_numbers_refuses_them_and_says_what_to_do(BackendType type)
    {
        var options = new WorkerOptions { Precision = Precision.Half };
        using IBackend backend = Backends.Create(type);
        var error = Assert.Throws<UnsupportedPrecisionException>(() => new Worker(Negation(), backend, options));
        Assert.Contains($"half: {type} stores single precision only", error.Message, StringComparison.Ordinal);
        Assert.Contains("Precision.Single", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnsupportedPrecisionException>(() => new Worker(Negation(), type, options));
    }

    [Fact]
    public void A_comparison_in_a_precision_that_no_backend_has_is_refused()
    {
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend();
        Assert.Throws<UnsupportedPrecisionException>(() => ModelComparer.Compare(
            Negation(), [RandomTensor.Uniform([2, 3], 1)], [reference, cpu], new() { Precision = Precision.Half }));
    }

    [Fact]
    public void Quantised_weights_are_those_of_the_formula_and_zero_stays_zero()
    {
        // Channel 0 from -1 to 1.55: scale 0.01, zero point 100. Channel 1 is positive: its range begins at 0.
        var weights = new Tensor<float>([2, 3, 1, 1], [-1, 0, 1.55f, 0.004f, 0.503f, 1.02f]);
        var node = new Node("conv", new Conv(Window.Square(1)), ["x", "w"], ["y"]);
        TensorInfo[] inputs = [new(DataType.Float32, [1, 3, 4, 4]), new(DataType.Float32, weights.Shape, weights)];
        Tensor<float> rounded = StoredWeights.Rounded(node, inputs, WeightPrecision.UInt8)!;
        TensorAssert.Equal(new Tensor<float>(weights.Shape, [-1, 0, 1.55f, 0.004f, 0.504f, 1.02f]), rounded, 1e-6);
        Assert.Equal(0, rounded.AsSpan()[1]);
        Assert.Null(StoredWeights.Rounded(node, inputs, WeightPrecision.Single));
    }

    private static Model Negation() => new()
    {
        Name = "negation",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes = [new Node("neg", new Unary(new Activation(UnaryFunction.Neg)), ["x"], ["y"])],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };
}
