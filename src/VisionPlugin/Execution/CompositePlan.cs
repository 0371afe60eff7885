using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A graph whose parts run on two backends. Before the first step of each part its inputs are copied from the parts
/// before, which waits for a GPU to finish them; a run in slices goes on with it when they have arrived.
/// </summary>
internal sealed class CompositePlan : IPlan, IStepCosts, IStepTimes
{
    private readonly Segment[] _segments;
    private readonly (int Segment, int Step)[] _steps;
    private readonly Tensor?[] _inputs;
    private readonly (int Segment, int Output)[] _outputs;

    /// <summary>Puts the parts together.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="plans">The plan of each part; belong to this one from now on.</param>
    public CompositePlan(CompiledGraph graph, ImmutableArray<GraphPart> parts, IReadOnlyList<IPlan> plans)
    {
        Graph = graph;
        _inputs = new Tensor?[graph.Model.Inputs.Length];
        _segments = [.. parts.Select((part, i) =>
            new Segment(plans[i], PlanDecorator.CostsOf(plans[i]),
                [.. part.Graph.Model.Inputs.Select(input => Source(parts, input.Name))],
                [.. part.Graph.Model.Outputs.Select(output => IsReadElsewhere(parts, part, output))]))];
        // A part of views alone has no steps of its own, but still passes values on.
        _steps = [.. plans.SelectMany((plan, i) => Steps(plan).Select(step => (i, step)))];
        _outputs = [.. graph.Model.Outputs.Select(name =>
            graph.Values[name].IsConstant ? (0, 0) : Source(parts, name))];

        static IEnumerable<int> Steps(IPlan plan) => Enumerable.Range(0, Math.Max(1, plan.StepCount));
    }

    /// <inheritdoc/>
    public CompiledGraph Graph { get; }

    /// <inheritdoc/>
    public int StepCount => _steps.Length;

    /// <inheritdoc/>
    public long ActivationBytes => _segments.Sum(s => s.Plan.ActivationBytes);

    /// <inheritdoc/>
    public bool IsStale
    {
        get
        {
            foreach (Segment segment in _segments)
            {
                if (segment.Plan.IsStale)
                    return true;
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public void BeginRun()
    {
        int begun = 0;
        try
        {
            for (; begun < _segments.Length; begun++)
                _segments[begun].Plan.BeginRun();
        }
        catch
        {
            EndRun(begun);
            throw;
        }
    }

    /// <inheritdoc/>
    public void EndRun() => EndRun(_segments.Length);

    /// <inheritdoc/>
    public void SetInput(int index, Tensor tensor)
    {
        _inputs[index] = tensor;
        foreach (Segment segment in _segments)
        {
            for (int i = 0; i < segment.Sources.Length; i++)
            {
                if (segment.Sources[i] == (-1, index))
                    segment.Plan.SetInput(i, tensor);
            }
        }
    }

    /// <summary>
    /// What the part's device is expected to take; nothing for a part on the calling thread, whose time a run in slices
    /// learns itself.
    /// </summary>
    public TimeSpan? CostOf(int step)
    {
        (int index, int own) = _steps[step];
        Segment segment = _segments[index];
        return segment.Costs is { } costs && own < segment.Plan.StepCount ? costs.CostOf(own) : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public bool IsReady(int step)
    {
        (int index, int own) = _steps[step];
        Segment segment = _segments[index];
        for (int i = 0; own == 0 && i < segment.Sources.Length; i++)
        {
            (int source, int output) = segment.Sources[i];
            if (source >= 0 && _segments[source].IsReadElsewhere[output]
                && !_segments[source].Plan.PeekOutput(output).IsReadbackRequestDone())
                return false;
        }

        return own >= segment.Plan.StepCount || segment.Plan.IsReady(own);
    }

    /// <inheritdoc/>
    public void RunStep(int step) => Run(step, isTimed: false);

    /// <inheritdoc/>
    public StepClock Clock => _segments.Select(s => s.Plan.Clock()).Max();

    /// <inheritdoc/>
    public Node? NodeOf(int step)
    {
        (int index, int own) = _steps[step];
        return own < _segments[index].Plan.StepCount ? _segments[index].Plan.NodeOf(own) : null;
    }

    /// <inheritdoc/>
    public TimeSpan RunTimed(int step) => Run(step, isTimed: true);

    private TimeSpan Run(int step, bool isTimed)
    {
        TimeSpan time = TimeSpan.Zero;
        (int index, int own) = _steps[step];
        Segment segment = _segments[index];
        for (int i = 0; own == 0 && i < segment.Sources.Length; i++)
        {
            (int source, int output) = segment.Sources[i];
            if (source >= 0)
                segment.Plan.SetInput(i, _segments[source].Plan.PeekOutput(output));
        }

        if (own < segment.Plan.StepCount && isTimed)
            time = segment.Plan.RunTimed(own);
        else if (own < segment.Plan.StepCount)
            segment.Plan.RunStep(own);
        // What the other backend reads is on its way to the host while later parts wait for it.
        for (int i = 0; own >= segment.Plan.StepCount - 1 && i < segment.IsReadElsewhere.Length; i++)
        {
            if (segment.IsReadElsewhere[i])
                segment.Plan.PeekOutput(i).ReadbackRequest();
        }

        return time;
    }

    /// <inheritdoc/>
    public Tensor PeekOutput(int index)
    {
        if (Graph.Values[Graph.Model.Outputs[index]].Value is { } constant)
            return constant;
        (int source, int output) = _outputs[index];
        return source >= 0 ? _segments[source].Plan.PeekOutput(output) : _inputs[output]!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Segment segment in _segments)
            segment.Plan.Dispose();
    }

    // The latest first, as what each has begun lies around the next.
    private void EndRun(int begun)
    {
        for (int i = begun - 1; i >= 0; i--)
            _segments[i].Plan.EndRun();
    }

    // The part that computes a value and its number among the part's outputs; (-1, n) for the n-th input of the graph.
    private (int Segment, int Output) Source(ImmutableArray<GraphPart> parts, string value)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            int output = parts[i].Graph.Model.Outputs.IndexOf(value);
            if (output >= 0)
                return (i, output);
        }

        return (-1, Graph.Model.Inputs.Select(i => i.Name).ToList().IndexOf(value));
    }

    // True if a part on the other backend reads an output of this one.
    private static bool IsReadElsewhere(ImmutableArray<GraphPart> parts, GraphPart part, string output) =>
        parts.Any(p => p.OnFallback != part.OnFallback && p.Graph.Model.Inputs.Any(input => input.Name == output));

    private sealed record Segment(
        IPlan Plan, IStepCosts? Costs, (int Segment, int Output)[] Sources, bool[] IsReadElsewhere);
}
