using System.Diagnostics;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>
/// Measures how long each layer of a model takes on a backend. After one run to warm up, ordinary runs and runs whose
/// layers are timed one by one take turns; medians count.
/// </summary>
public static class ModelTimer
{
    private const int MostRuns = 9;

    // No further run is begun after so long. A first run that takes longer is not repeated.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">A host tensor for each input.</param>
    /// <param name="backend">The backend, which stays the caller's. One that is bound to a thread: on that thread.</param>
    /// <param name="options">The same as for <see cref="ModelComparer"/>; left out, the defaults.</param>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">
    /// The backend cannot run some nodes, and there is no fallback.
    /// </exception>
    public static ModelTimes Measure(
        Model model, IReadOnlyList<Tensor> inputs, IBackend backend, ComparisonOptions? options = null)
    {
        options ??= new ComparisonOptions();
        CompiledGraph graph = ModelComparer.Compile(model, inputs, options);
        Dictionary<string, Tensor> named = model.Inputs.Select((input, i) => (input.Name, inputs[i])).ToDictionary();
        using var factory = new PlanFactory(backend, options.Fallback);
        using IPlan plan = factory.Prepare(graph with { Precision = ModelComparer.PrecisionOn(backend, options) }, out _);
        var steps = new List<TimeSpan[]>();
        var wholes = new List<TimeSpan>();
        long start = Stopwatch.GetTimestamp();
        (TimeSpan[] Steps, TimeSpan Whole) first = RunSteps();
        while (steps.Count < MostRuns && Stopwatch.GetElapsedTime(start) < Budget)
        {
            wholes.Add(RunWhole(plan, named));
            steps.Add(RunSteps().Steps);
        }

        if (steps.Count == 0)
        {
            steps.Add(first.Steps);
            wholes.Add(first.Whole);
        }

        TimeSpan[] medians = [.. Enumerable.Range(0, plan.StepCount).Select(step => Median(steps.Select(run => run[step])))];
        return new ModelTimes(backend.Type, plan.Clock(), steps.Count, Median(wholes), [.. ByNode(graph, plan, medians)]);

        (TimeSpan[] Steps, TimeSpan Whole) RunSteps()
        {
            var times = new TimeSpan[plan.StepCount];
            long begin = Stopwatch.GetTimestamp();
            PlanRunner.Run(plan, name => named[name], step =>
            {
                options.Progress?.Invoke(new ComparisonProgress(
                    backend.Type, plan.NodeOf(step)?.Name ?? "", (steps.Count * plan.StepCount) + step, (MostRuns + 1) * plan.StepCount));
                times[step] = plan.RunTimed(step);
            });
            return (times, Stopwatch.GetElapsedTime(begin));
        }
    }

    private static TimeSpan RunWhole(IPlan plan, Dictionary<string, Tensor> inputs)
    {
        long start = Stopwatch.GetTimestamp();
        PlanRunner.Run(plan, name => inputs[name]);
        for (int i = 0; i < plan.Graph.Model.Outputs.Length; i++)
        {
            using Tensor output = plan.PeekOutput(i).ReadbackAndClone();
        }

        return Stopwatch.GetElapsedTime(start);
    }

    // A plan adds steps of its own (conversions of layouts, parts of a split layer), which count for the layer after them.
    private static IEnumerable<LayerTime> ByNode(CompiledGraph graph, IPlan plan, TimeSpan[] steps)
    {
        Dictionary<string, int> nodes = graph.Model.Nodes.Select((node, i) => (node.Name, i)).ToDictionary();
        var times = new TimeSpan[graph.Model.Nodes.Length];
        int last = 0;
        TimeSpan pending = TimeSpan.Zero;
        for (int step = 0; step < steps.Length; step++)
        {
            pending += steps[step];
            if (plan.NodeOf(step) is not { } node || !nodes.TryGetValue(node.Name, out int index))
                continue;
            times[last = index] += pending;
            pending = TimeSpan.Zero;
        }

        if (times.Length > 0)
            times[last] += pending;
        return graph.Model.Nodes.Select((node, i) => new LayerTime(node.Name, node.Operator.Name, times[i]));
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
