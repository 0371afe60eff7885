using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>The reference backend with one operator that is wrong in one element.</summary>
/// <param name="name">The operator.</param>
/// <param name="error">What is added to its sixth element.</param>
public sealed class BrokenBackend(string name, float error = 1) : IBackend
{
    private readonly ReferenceBackend _inner = new();

    public BackendType Type => BackendType.GpuCompute;

    public string Description => "test";

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => null;

    public IPlan Prepare(CompiledGraph graph) => _inner.Prepare(graph with
    {
        Model = graph.Model with
        {
            Nodes = [.. graph.Model.Nodes.Select(n => n.Operator.Name == name ? n with { Operator = new Wrong(n.Operator, error) } : n)],
        },
    });

    public void Dispose() => _inner.Dispose();

    private sealed record Wrong(Operator Inner, float Error) : Operator
    {
        public override string Name => Inner.Name;

        public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) => Inner.InferShapes(inputs);

        public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
        {
            Inner.Run(inputs, outputs);
            outputs[0].AsSpan<float>()[5] += Error;
        }
    }
}
