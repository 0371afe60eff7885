using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Building;

/// <summary>The residual unit x' = h(g(x) + H(x)) with normalisation and activation first.</summary>
public class PreActivationTests
{
    private static readonly Tensor<float> Input = RandomTensor.Uniform([2, 4, 9, 7], 1);

    [Fact]
    public void Normalisation_and_activation_come_before_each_convolution() => Assert.Equal(
        ["BatchNormalization", "Relu", "Conv", "BatchNormalization", "Relu", "Conv", "Add"],
        Build(x => x.PreActivationBlock(4)).Nodes.Select(n => n.Operator.Name));

    [Fact]
    public void Shortcut_and_activation_are_free()
    {
        float[] plain = Run(x => x.PreActivationBlock(4)), input = Input.AsSpan().ToArray();
        float[] other = Run(x => x.PreActivationBlock(4, shortcut: y => y.Times(-0.5f), activation: y => y.Tanh()));
        for (int i = 0; i < plain.Length; i++)
        {
            double branch = plain[i] - input[i];
            Assert.Equal(Math.Tanh((-0.5 * input[i]) + branch), other[i], 1e-5);
        }

        Assert.NotEqual(input, plain);
    }

    [Fact]
    public void Where_the_shape_changes_the_shortcut_is_a_convolution_or_what_is_given()
    {
        Model own = Build(x => x.PreActivationBlock(6, 2)), given = Build(x => x.PreActivationBlock(6, 2, y => y.AveragePool(1, 2).Conv2d(6, 1)));
        Assert.Contains("shortcut.weight", own.Constants.Keys);
        Assert.DoesNotContain("shortcut.weight", given.Constants.Keys);
        Assert.Equal(2 * 6 * 5 * 4, Run(x => x.PreActivationBlock(6, 2)).Length);
        Assert.Throws<ShapeMismatchException>(() => Build(x => x.PreActivationBlock(6, 2, y => y.Conv2d(5, 1, 2))));
    }

    private static Model Build(Func<Layer, Layer> unit)
    {
        // Weights follow from names, so that units have the same.
        var net = new ModelBuilder("unit", new SeededWeights(2, 0.1f));
        return net.Build(unit(net.Input(Input.Shape)));
    }

    private static float[] Run(Func<Layer, Layer> unit)
    {
        using var cpu = new CpuBackend(1);
        using var worker = new Worker(Build(unit), cpu);
        worker.Schedule(Input);
        using Tensor output = worker.PeekOutput().ReadbackAndClone();
        return output.AsSpan<float>().ToArray();
    }
}
