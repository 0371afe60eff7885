using System.Collections.Immutable;
using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>The plan of a graph on two backends in the making: its parts one after the other.</summary>
/// <param name="graph">The graph.</param>
/// <param name="parts">Its parts.</param>
/// <param name="backend">Runs those that it can run.</param>
/// <param name="fallback">Runs the others.</param>
internal sealed class CompositePreparation(
    CompiledGraph graph, ImmutableArray<GraphPart> parts, IBackend backend, IBackend fallback) : IPlanPreparation
{
    private readonly List<IPlan> _plans = [];
    private IPlanPreparation? _current;
    private int _done;

    /// <inheritdoc/>
    public WarmUpProgress Progress =>
        new(_done + (_current?.Progress.Done ?? 0), _done + (_current?.Progress.Total ?? 1) + Later);

    /// <inheritdoc/>
    public bool IsComplete => _plans.Count == parts.Length;

    /// <inheritdoc/>
    public bool IsStale => _current is { IsStale: true } || _plans.Exists(plan => plan.IsStale);

    private int Later => Math.Max(0, parts.Length - _plans.Count - 1);

    /// <inheritdoc/>
    public bool MoveNext()
    {
        GraphPart part = parts[_plans.Count];
        _current ??= (part.OnFallback ? fallback : backend).BeginPrepare(part.Graph);
        if (!_current.MoveNext())
            return false;
        if (!_current.IsComplete)
            return true;
        _done += _current.Progress.Total;
        _plans.Add(_current.Take());
        _current.Dispose();
        _current = null;
        return true;
    }

    /// <inheritdoc/>
    public IPlan Take()
    {
        var plan = new CompositePlan(graph, parts, _plans);
        _plans.Clear();
        return plan;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _current?.Dispose();
        _plans.ForEach(plan => plan.Dispose());
        _plans.Clear();
    }
}
