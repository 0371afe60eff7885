using System.Collections.Immutable;
using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>Prepares graphs on a backend, with the CPU for what it lacks if that is wanted.</summary>
/// <param name="backend">The backend, which stays the caller's.</param>
/// <param name="mode">What becomes of nodes that the backend cannot run.</param>
internal sealed class PlanFactory(IBackend backend, FallbackMode mode) : IDisposable
{
    private IBackend? _fallback;

    /// <summary>Prepares a graph. The plan belongs to the caller and must be disposed before the factory.</summary>
    /// <exception cref="UnsupportedOperatorException">
    /// The backend cannot run some nodes, and there is no fallback.
    /// </exception>
    public IPlan Prepare(CompiledGraph graph, out Coverage coverage)
    {
        graph = backend.Fit(graph);
        ImmutableArray<GraphPart> parts = Split(graph, out coverage);
        if (parts.IsEmpty)
            return backend.Prepare(graph);
        var plans = new List<IPlan>();
        try
        {
            foreach (GraphPart part in parts)
                plans.Add((part.OnFallback ? _fallback! : backend).Prepare(part.Graph));
            return new CompositePlan(graph, parts, plans);
        }
        catch
        {
            plans.ForEach(plan => plan.Dispose());
            throw;
        }
    }

    /// <summary>Begins to prepare a graph piece by piece; the same conditions as <see cref="Prepare"/>.</summary>
    /// <exception cref="UnsupportedOperatorException">
    /// The backend cannot run some nodes, and there is no fallback.
    /// </exception>
    public IPlanPreparation Begin(CompiledGraph graph, out Coverage coverage)
    {
        graph = backend.Fit(graph);
        ImmutableArray<GraphPart> parts = Split(graph, out coverage);
        return parts.IsEmpty ? backend.BeginPrepare(graph)
            : new CompositePreparation(graph, parts, backend, _fallback!);
    }

    /// <summary>Disposes the fallback.</summary>
    public void Dispose()
    {
        _fallback?.Dispose();
        _fallback = null;
    }

    // No parts if the backend runs all of it. With parts there is a fallback.
    private ImmutableArray<GraphPart> Split(CompiledGraph graph, out Coverage coverage)
    {
        IReadOnlyList<UnsupportedNode> unsupported = UnsupportedNode.Find(graph, backend);
        if (unsupported.Count == 0)
        {
            coverage = new Coverage(backend.Type, graph.Model.Nodes.Length, [], 1)
            {
                Unreduced = Unreduced(graph, _ => true),
            };
            return [];
        }

        if (mode == FallbackMode.Strict)
        {
            throw new UnsupportedOperatorException(
                $"{graph.Model.Name} cannot run on {backend.Type}: {unsupported.Count} nodes are not supported."
                + $" {nameof(FallbackMode)}.{nameof(FallbackMode.Cpu)} runs them on the CPU.",
                [.. unsupported.Select(n => n.ToString())]);
        }

        var onFallback = new HashSet<Node>(unsupported.Select(n => n.Node), ReferenceEqualityComparer.Instance);
        ImmutableArray<GraphPart> parts = GraphPart.Split(graph, onFallback.Contains);
        _fallback ??= Backends.Create(BackendType.Cpu);
        coverage = new Coverage(backend.Type, graph.Model.Nodes.Length, [.. unsupported], parts.Length)
        {
            Unreduced = Unreduced(graph, node => !onFallback.Contains(node)),
        };
        return parts;
    }

    private ImmutableArray<UnreducedNode> Unreduced(CompiledGraph graph, Func<Node, bool> isOnBackend) =>
        graph.Precision.Weights == WeightPrecision.Single ? []
            : [.. from node in graph.Model.Nodes.Where(isOnBackend)
                  let reason = backend.WhyUnreduced(node, graph.InputsOf(node), graph.Precision)
                  where reason is not null
                  select new UnreducedNode(node, reason)];
}
