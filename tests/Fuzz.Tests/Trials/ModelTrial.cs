using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests.Trials;

/// <summary>
/// Loads a model and runs it on the reference and on another backend, which must agree. Every limit is low, so that what is
/// allowed is also quick and small.
/// </summary>
internal static class ModelTrial
{
    // The reference does some ten million operations a second on a machine that is busy.
    private const long MostReferenceWork = 1L << 24;

    /// <summary>Limits within which a case takes about a second.</summary>
    public static ModelLimits Limits { get; } = new()
    {
        FileBytes = 16 << 20,
        Nodes = 2000,
        UnrolledNodes = 4000,
        TensorElements = 1 << 20,
        ConstantBytes = 32L << 20,
        ActivationBytes = 64L << 20,
        FoldedElements = 1L << 20,
        FoldedWork = MostReferenceWork,
        RunWork = 1L << 28,
        TextBytes = 1 << 20,
    };

    /// <summary>Loads and runs a model.</summary>
    /// <param name="load">Loads it.</param>
    /// <param name="seed">For the inputs.</param>
    /// <param name="backend">What is compared with the reference; stays the caller's.</param>
    /// <param name="precision">How the backend stores numbers; what is shorter than single is not compared.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="VisionException">It cannot be loaded or run.</exception>
    public static string Run(Func<Model> load, int seed, IBackend backend, Precision precision = default)
    {
        Model model = load();
        return FuzzInputs.Make(model, seed) is { } inputs ? Run(model, inputs, backend, precision) : "loaded";
    }

    /// <summary>Runs a model on given inputs.</summary>
    public static string Run(Model model, Tensor[] inputs, IBackend backend, Precision precision = default)
    {
        using var reference = new ReferenceBackend();
        if (WorkOf(model, inputs) > MostReferenceWork)
        {
            if (backend.Type == BackendType.Cpu)
                Compute(model, inputs, backend, optimize: true);
            return "computed";
        }

        Tensor[] expected = Compute(model, inputs, reference, optimize: false), actual;
        try
        {
            actual = Compute(model, inputs, backend, optimize: true, precision);
        }
        catch (UnsupportedOperatorException)
        {
            return "unsupported";
        }
        catch (VisionException error) when (backend.Type == BackendType.Cpu)
        {
            throw new InvalidOperationException("The CPU refuses what the reference computes.", error);
        }

        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].DataType == actual[i].DataType && expected[i].Shape == actual[i].Shape, $"{expected[i]} is {actual[i]}.");
        if (precision != Precision.Single)
            return "computed";
        for (int i = 0; i < expected.Length; i++)
            Agreement.Check(model, inputs, i, expected[i], actual[i], backend.Type);
        return "agreed";
    }

    /// <summary>Runs a model on a backend.</summary>
    public static Tensor[] Compute(
        Model model, Tensor[] inputs, IBackend backend, bool optimize, Precision precision = default)
    {
        var options = new WorkerOptions
        {
            Limits = Limits,
            Optimize = optimize,
            Fallback = FallbackMode.Cpu,
            Precision = precision,
        };
        using var worker = new Worker(model, backend, options);
        for (int i = 0; i < inputs.Length; i++)
            worker.SetInput(i, inputs[i]);
        worker.Schedule();
        Tensor[] outputs = [.. Enumerable.Range(0, model.Outputs.Length).Select(i => worker.PeekOutput(i).ReadbackAndClone())];
        if (optimize && inputs.Length > 0 && inputs[0].Shape.Length % 4 == 0)
            CheckRecovery(worker, inputs, outputs);
        return outputs;
    }

    // A host that sets what does not fit is told, and goes on as before.
    private static void CheckRecovery(Worker worker, Tensor[] inputs, Tensor[] outputs)
    {
        DataType type = inputs[0].DataType == DataType.Float32 ? DataType.Int32 : DataType.Float32;
        worker.SetInput(0, Tensor.Create(type, inputs[0].Shape));
        Assert.Throws<ShapeMismatchException>(worker.Schedule);
        worker.SetInput(0, inputs[0]);
        worker.Schedule();
        for (int i = 0; i < outputs.Length; i++)
            TensorAssert.Equal(outputs[i], worker.PeekOutput(i).ReadbackAndClone(), context: "the second run");
    }

    private static long WorkOf(Model model, Tensor[] inputs)
    {
        HashSet<string> decisive = ShapeInputs.Find(model);
        CompiledGraph graph = GraphCompiler.Compile(model, ShapeInputs.Describe(model, inputs, decisive), Limits);
        long work = 0;
        foreach (Node node in graph.Model.Nodes)
        {
            Operator op = node.Operator;
            work += op.CountWork(graph.InputsOf(node), graph.OutputsOf(node));
        }

        return work;
    }
}
