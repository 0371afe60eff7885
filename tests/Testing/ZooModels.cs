using VisionPlugin.Building;
using VisionPlugin.Cards;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing.Goldens;
using VisionPlugin.Zoo;

namespace VisionPlugin.Testing;

/// <summary>Networks of the zoo with weights of which none is without effect, and runs of them.</summary>
public static class ZooModels
{
    /// <summary>A network whose biases and statistics are not the 0 and 1 that they are initialised with.</summary>
    public static Model Create(string name) => ModelZoo.Create(name, new SeededWeights(1, 0.05f));

    /// <summary>SqueezeNet of the zoo with the trained weights, which it finds by their names: every one of the file.</summary>
    public static VisionModel TrainedSqueezeNet()
    {
        NamedWeights weights = NamedWeights.Load(TestData.Require("models", "squeezenet1.1", "model.onnx"));
        Model built = ModelZoo.Create("squeezenet1.1", weights);
        Assert.Empty(weights.Unused);
        return new VisionModel(built, GoldenModel.Card("squeezenet1.1"));
    }

    /// <summary>The declared shape of a network's input.</summary>
    /// <param name="model">The network.</param>
    /// <param name="batch">Pictures at once.</param>
    /// <param name="size">Rows and columns where any are allowed; the builders state their figures for 224.</param>
    public static TensorShape InputShape(Model model, int batch = 1, int size = 224)
    {
        Dimension Fixed(Dimension d, int axis) => d.Size is not null ? d : new Dimension(axis == 0 ? 1 : size);

        var graph = ModelInputs.Describe(model with { Inputs = [.. model.Inputs.Select(i => i with { Dimensions = [.. i.Dimensions.Select(Fixed)] })] });
        return graph[model.Inputs[0].Name].Shape.With(0, batch);
    }

    /// <summary>All outputs of a run on random numbers, on the host.</summary>
    /// <param name="model">The network.</param>
    /// <param name="backend">Where to run it; stays the caller's.</param>
    /// <param name="optimize">Whether layers are fused.</param>
    /// <param name="batch">Pictures at once.</param>
    /// <param name="size">Rows and columns of the pictures where any are allowed.</param>
    public static Tensor[] Run(Model model, IBackend backend, bool optimize = true, int batch = 1, int size = 224)
    {
        using Tensor<float> input = RandomTensor.Uniform(InputShape(model, batch, size), 1);
        using var worker = new Worker(model, backend, new WorkerOptions { Optimize = optimize });
        worker.SetInput(model.Inputs[0].Name, input);
        worker.Schedule();
        return [.. model.Outputs.Select(name => worker.PeekOutput(name).ReadbackAndClone())];
    }

    /// <summary>Root of the mean square of a difference, as a share of that of the expected numbers.</summary>
    public static double RelativeRms(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        ReadOnlySpan<float> e = expected.AsSpan<float>(), a = actual.AsSpan<float>();
        double difference = 0, size = 0;
        for (int i = 0; i < e.Length; i++)
        {
            difference += ((double)e[i] - a[i]) * ((double)e[i] - a[i]);
            size += (double)e[i] * e[i];
        }

        Assert.True(size > 0, "The expected output is all 0.");
        return Math.Sqrt(difference / size);
    }
}
