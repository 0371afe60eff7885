using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>
/// Runs the same inputs through several backends and compares every value: each layer by itself, fed with the values of
/// the first backend, each layer within the whole run, and the outputs of an ordinary run.
/// </summary>
public static class ModelComparer
{
    // All values of a run are kept until they are read; larger graphs are run several times.
    private const long MaxKeptBytes = 1L << 30;

    /// <summary>Compares backends.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">A host tensor for each input.</param>
    /// <param name="backends">
    /// Two or more; the first is what the others are compared with. They stay the caller's.
    /// </param>
    /// <param name="options">Tolerances and more.</param>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// A backend cannot run some nodes, and there is no fallback.
    /// </exception>
    /// <exception cref="UnsupportedPrecisionException">No backend after the first has the precision.</exception>
    public static ModelComparison Compare(
        Model model, IReadOnlyList<Tensor> inputs, IReadOnlyList<IBackend> backends, ComparisonOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(backends.Count, 2);
        options ??= new ComparisonOptions();
        if (!backends.Skip(1).Any(b => b.WhyUnsupportedPrecision(options.Precision) is null))
        {
            throw new UnsupportedPrecisionException($"{model.Name} in precision {options.Precision}: "
                + string.Join(" ", backends.Skip(1).Select(b => b.WhyUnsupportedPrecision(options.Precision))));
        }

        CompiledGraph graph = Compile(model, inputs, options);
        var layers = ValuesOf(graph).ToDictionary(v => v, _ => new List<LayerDifference>());
        var progress = new ProgressCounter(options.Progress, layers.Count, backends.Count);
        var expected = model.Inputs.Select((input, i) => (input.Name, inputs[i])).ToDictionary();
        using (var factory = new PlanFactory(backends[0], options.Fallback))
        {
            RunAll(graph, factory, expected, (share, layer) => progress.Show(backends[0].Type, share, layer),
                (_, name, value) => expected[name] = value);
        }

        var worst = new WorstLayers(options.KeepWorst);
        var outputs = ImmutableArray.CreateBuilder<OutputComparison>();
        using var oracle = new PlanFactory(backends[0], options.Fallback);
        foreach (IBackend backend in backends.Skip(1))
        {
            using var factory = new PlanFactory(backend, options.Fallback);
            Precision precision = PrecisionOn(backend, options);
            CompiledGraph stored = graph with { Precision = precision };
            RunAll(stored, factory, expected, null, (node, name, value) =>
            {
                progress.Next(backend.Type, node.Name);
                TensorDifference alone = CompareAlone(stored, oracle, factory, node, name, expected, options, out Tensor right, out Tensor actual);
                var layer = new LayerDifference(backend.Type, alone, Difference(expected[name], value, precision, options));
                layers[name].Add(layer);
                worst.Offer(name, layer, right, actual);
            });
            outputs.AddRange(CompareOutputs(stored, factory, backend.Type, expected, options));
        }

        ImmutableArray<LayerComparison> compared =
        [
            .. from node in graph.Model.Nodes
               from value in node.Outputs.Where(layers.ContainsKey)
               select new LayerComparison(
                   node.Name, node.Operator.Name, value, graph.Values[value].Shape, [.. layers[value]]),
        ];
        return new ModelComparison([.. backends.Select(b => b.Type)], compared, outputs.ToImmutable())
        {
            Worst = worst.Of(compared),
        };
    }

    /// <summary>The graph whose layers are compared.</summary>
    internal static CompiledGraph Compile(Model model, IReadOnlyList<Tensor> inputs, ComparisonOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Count, model.Inputs.Length);
        Dictionary<string, TensorInfo> infos = ShapeInputs.Describe(model, inputs, ShapeInputs.Find(model));
        CompiledGraph graph = GraphCompiler.Compile(model, infos, options.Limits);
        return options.Optimize ? GraphOptimizer.Optimize(graph) : graph;
    }

    /// <summary>The precision wanted, on a backend that has it; else single.</summary>
    internal static Precision PrecisionOn(IBackend backend, ComparisonOptions options) =>
        backend.WhyUnsupportedPrecision(options.Precision) is null ? options.Precision : Precision.Single;

    private static IEnumerable<string> ValuesOf(CompiledGraph graph) =>
        graph.Model.Nodes.SelectMany(n => n.Outputs).Where(name => name.Length > 0);

    // Runs the whole graph and passes every value on, in as many runs as memory asks for.
    private static void RunAll(CompiledGraph graph, PlanFactory factory, Dictionary<string, Tensor> inputs,
        Action<double, string>? progress, Action<Node, string, Tensor> receive)
    {
        var producers = graph.Model.Nodes
            .SelectMany(node => node.Outputs.Where(name => name.Length > 0).Select(name => (name, node)))
            .ToDictionary();
        string[][] chunks = [.. Chunks(graph)];
        for (int chunk = 0; chunk < chunks.Length; chunk++)
        {
            string[] values = chunks[chunk];
            CompiledGraph kept = graph with { Model = graph.Model with { Outputs = [.. values] } };
            using IPlan plan = factory.Prepare(kept, out _);
            PlanRunner.Run(plan, name => inputs[name], step =>
            {
                progress?.Invoke((chunk + ((double)step / plan.StepCount)) / chunks.Length, plan.NodeOf(step)?.Name ?? "");
                plan.RunStep(step);
            });
            for (int i = 0; i < values.Length; i++)
            {
                Tensor value = plan.PeekOutput(i).ReadbackAndClone();
                receive(producers[values[i]], values[i], value);
            }
        }
    }

    private static IEnumerable<string[]> Chunks(CompiledGraph graph)
    {
        var chunk = new List<string>();
        long bytes = 0;
        foreach (string value in ValuesOf(graph))
        {
            TensorInfo info = graph.Values[value];
            bytes += (long)info.Shape.Length * DataTypes.SizeOf(info.DataType);
            chunk.Add(value);
            if (bytes < MaxKeptBytes)
                continue;
            yield return [.. chunk];
            chunk.Clear();
            bytes = 0;
        }

        if (chunk.Count > 0)
            yield return [.. chunk];
    }

    private static TensorDifference CompareAlone(CompiledGraph graph, PlanFactory oracle, PlanFactory factory, Node node,
        string value, Dictionary<string, Tensor> values, ComparisonOptions options, out Tensor expected, out Tensor actual)
    {
        CompiledGraph layer = Subgraph.Extract(graph, [node], [value]);
        expected = values[value];
        Func<string, Tensor> inputs = name => values[name];
        if (graph.Precision != Precision.Single)
        {
            Dictionary<string, Tensor> stored = layer.Model.Inputs.ToDictionary(
                input => input.Name, input => StoredGraph.Rounded(values[input.Name], graph.Precision.Activations));
            inputs = name => stored[name];
            expected = RunAlone(oracle, StoredGraph.Of(layer), inputs);
        }

        actual = RunAlone(factory, layer, inputs);
        double rtol = options.Rtol + PrecisionTolerance.Layer(graph.Precision);
        return TensorDifference.Of(expected, actual, Math.Max(options.Atol, rtol * Largest(expected)), rtol);
    }

    private static Tensor RunAlone(PlanFactory factory, CompiledGraph layer, Func<string, Tensor> inputs)
    {
        using IPlan plan = factory.Prepare(layer, out _);
        PlanRunner.Run(plan, inputs);
        return plan.PeekOutput(0).ReadbackAndClone();
    }

    private static double Largest(Tensor tensor) =>
        ElementValues.ToDouble(tensor).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();

    private static IEnumerable<OutputComparison> CompareOutputs(CompiledGraph graph, PlanFactory factory,
        BackendType type, Dictionary<string, Tensor> expected, ComparisonOptions options)
    {
        using IPlan plan = factory.Prepare(graph, out _);
        PlanRunner.Run(plan, name => expected[name]);
        for (int i = 0; i < graph.Model.Outputs.Length; i++)
        {
            string name = graph.Model.Outputs[i];
            if (graph.Values[name].IsConstant)
                continue;
            Tensor actual = plan.PeekOutput(i).ReadbackAndClone();
            yield return new OutputComparison(type, name, actual.Shape, Difference(expected[name], actual, graph.Precision, options));
        }
    }

    private static TensorDifference Difference(
        Tensor expected, Tensor actual, Precision precision, ComparisonOptions options)
    {
        var difference = TensorDifference.Of(expected, actual, options.Atol, options.Rtol);
        return precision == Precision.Single ? difference : difference with
        {
            IsWithin = difference.IsWithin || difference.RelativeNorm <= PrecisionTolerance.Output(precision),
            PartOfTolerance = Math.Min(difference.PartOfTolerance, difference.RelativeNorm / PrecisionTolerance.Output(precision)),
        };
    }
}
