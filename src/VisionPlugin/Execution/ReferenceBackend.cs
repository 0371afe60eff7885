using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>Runs every operator's own plain implementation, one after the other, on the calling thread.</summary>
public sealed class ReferenceBackend : IBackend
{
    /// <inheritdoc/>
    public BackendType Type => BackendType.Reference;

    /// <inheritdoc/>
    public string Description => "plain loops, double accumulators, one thread";

    /// <inheritdoc/>
    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => null;

    /// <inheritdoc/>
    public IPlan Prepare(CompiledGraph graph) => new ReferencePlan(graph);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
