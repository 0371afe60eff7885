using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Components;

public class ActivationTraceTests
{
    [Theory]
    [InlineData(1L << 40)]
    [InlineData(20_000)]
    [InlineData(1)]
    public void Every_layer_is_handed_out_once_in_order_whatever_the_parts(long partBytes)
    {
        // Shortcuts lie across the parts.
        Model model = ModelZoo.Create("lenet5-original");
        using Tensor<float> input = Noise([1, 1, 32, 32]);
        var trace = new ActivationTrace(model, [input]);
        using var cpu = new CpuBackend(1);
        using var reference = new ReferenceBackend();
        using var whole = new Worker(model with { Outputs = [.. trace.Layers.Select(l => l.Name)] }, reference);
        whole.Schedule(input);
        var seen = new List<string>();

        trace.Run(cpu, trace.Layers, (layer, values) =>
        {
            seen.Add(layer.Name);
            Assert.Equal(layer.Shape, values.Shape);
            TensorAssert.Equal(whole.PeekOutput(layer.Name), values, 1e-4, 1e-4, layer.Name);
        }, null, partBytes);

        Assert.Equal(trace.Layers.Select(l => l.Name), seen);
        Assert.True(seen.Count > 15);
    }

    [Fact]
    public void Residuals_that_are_read_far_below_are_kept()
    {
        VisionPlugin.Cards.VisionModel model = VisionPlugin.Cards.VisionModel.Load(
            Path.Combine(TestData.Repository, "models", "face_expression", "face_expression.onnx"));
        using Tensor<float> input = Noise(model.Card.Input.Shape);
        var trace = new ActivationTrace(model.Model, [input]);
        using var cpu = new CpuBackend(1);
        float[]? parts = null, whole = null;
        trace.Run(cpu, trace.Layers, (layer, values) => parts = values.AsSpan().ToArray(), null, 1);
        trace.Run(cpu, trace.Layers[^1..], (layer, values) => whole = values.AsSpan().ToArray());
        Assert.Equal(7, parts!.Length);
        Assert.All(parts.Zip(whole!), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Only_what_the_wanted_layers_need_is_run()
    {
        Model model = ModelZoo.Create("mnist1d-conv");
        using Tensor<float> input = Noise([1, 1, 40]);
        var trace = new ActivationTrace(model, [input]);
        Assert.Contains(
            trace.Layers, l => l is { Node: "conv2", Operator: "Conv" } && l.Shape == new TensorShape(1, 15, 9));
        using var backend = new ReferenceBackend();
        int received = 0;
        trace.Run(backend, trace.Layers.Where(l => l.Node == "relu1"), (layer, values) =>
        {
            received++;
            Assert.Equal("relu1", layer.Node);
            Assert.True(values.AsSpan().ToArray().All(v => v >= 0));
        });
        Assert.Equal(1, received);
        trace.Run(backend, [], (_, _) => received++);
        Assert.Equal(1, received);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Model model = ModelZoo.Create("mnist1d-conv");
        using Tensor<float> input = Noise([1, 2, 40]);
        Assert.Throws<ShapeMismatchException>(() => new ActivationTrace(model, [input]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActivationTrace(model, []));
    }

    private static Tensor<float> Noise(TensorShape shape)
    {
        var random = new Random(1);
        return new Tensor<float>(shape, [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextSingle() - 0.5f)]);
    }
}
