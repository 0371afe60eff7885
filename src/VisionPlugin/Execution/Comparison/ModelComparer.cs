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
    // So much is held of each of two backends at a time; larger graphs are compared part by part, in several runs.
    private const long MostBytes = 1L << 29;

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
        Model model, IReadOnlyList<Tensor> inputs, IReadOnlyList<IBackend> backends, ComparisonOptions? options = null) =>
        CompareInParts(model, inputs, backends, options ?? new ComparisonOptions(), MostBytes);

    /// <summary>Compares backends, holding at most so many bytes of values of each, or one value.</summary>
    internal static ModelComparison CompareInParts(Model model, IReadOnlyList<Tensor> inputs, IReadOnlyList<IBackend> backends,
        ComparisonOptions options, long mostBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(backends.Count, 2);
        if (!backends.Skip(1).Any(b => b.WhyUnsupportedPrecision(options.Precision) is null))
        {
            throw new UnsupportedPrecisionException($"{model.Name} in precision {options.Precision}: "
                + string.Join(" ", backends.Skip(1).Select(b => b.WhyUnsupportedPrecision(options.Precision))));
        }

        CompiledGraph graph = Compile(model, inputs, options);
        var given = model.Inputs.Select((input, i) => (input.Name, inputs[i])).ToDictionary();
        var layers = LayerRuns.ValuesOf(graph).ToDictionary(v => v, _ => new List<LayerDifference>());
        var worst = new WorstLayers(options.KeepWorst);
        var progress = new ProgressCounter(options.Progress, layers.Count, backends.Count);
        PlanFactory[] factories = [.. backends.Select(b => new PlanFactory(b, options.Fallback))];
        try
        {
            Dictionary<string, Tensor> outputs = [];
            foreach (string[] part in LayerRuns.Split(graph, mostBytes))
            {
                string[] needed = [.. part.Concat(LayerRuns.InputsOf(graph, part)).Distinct()];
                Dictionary<string, Tensor> expected = LayerRuns.Run(graph, factories[0], needed, given,
                    (share, layer) => progress.Show(backends[0].Type, share * part.Length, layer));
                progress.Add(part.Length);
                foreach ((string name, Tensor value) in given.Concat(expected).Where(v => graph.Model.Outputs.Contains(v.Key)))
                    outputs[name] = value;
                foreach ((string name, Tensor value) in given)
                    expected[name] = value;
                for (int i = 1; i < backends.Count; i++)
                {
                    CompiledGraph stored = graph with { Precision = PrecisionOn(backends[i], options) };
                    Dictionary<string, Tensor> found = LayerRuns.Run(stored, factories[i], part, given);
                    foreach (Node node in graph.Model.Nodes)
                    {
                        foreach (string name in node.Outputs.Where(found.ContainsKey))
                        {
                            progress.Next(backends[i].Type, node.Name);
                            TensorDifference alone = CompareAlone(
                                stored, factories[0], factories[i], node, name, expected, options, out Tensor right, out Tensor actual);
                            var layer = new LayerDifference(
                                backends[i].Type, alone, Difference(expected[name], found[name], stored.Precision, options));
                            layers[name].Add(layer);
                            worst.Offer(name, layer, right, actual);
                        }
                    }
                }
            }

            return Put(graph, backends, layers, worst, [.. Enumerable.Range(1, backends.Count - 1).SelectMany(i => CompareOutputs(
                graph with { Precision = PrecisionOn(backends[i], options) }, factories[i], backends[i].Type, given, outputs, options))]);
        }
        finally
        {
            foreach (PlanFactory factory in factories)
                factory.Dispose();
        }
    }

    private static ModelComparison Put(CompiledGraph graph, IReadOnlyList<IBackend> backends,
        Dictionary<string, List<LayerDifference>> layers, WorstLayers worst, ImmutableArray<OutputComparison> outputs)
    {
        ImmutableArray<LayerComparison> compared =
        [
            .. from node in graph.Model.Nodes
               from value in node.Outputs.Where(layers.ContainsKey)
               select new LayerComparison(
                   node.Name, node.Operator.Name, value, graph.Values[value].Shape, [.. layers[value]]),
        ];
        return new ModelComparison([.. backends.Select(b => b.Type)], compared, outputs)
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

    private static double Largest(Tensor tensor)
    {
        double largest = 0;
        foreach (double value in ElementValues.ToDouble(tensor))
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        return largest;
    }

    private static IEnumerable<OutputComparison> CompareOutputs(CompiledGraph graph, PlanFactory factory,
        BackendType type, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> expected, ComparisonOptions options)
    {
        using IPlan plan = factory.Prepare(graph, out _);
        PlanRunner.Run(plan, name => inputs[name]);
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
