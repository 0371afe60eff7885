using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Execution;

/// <summary>The reference backend, with its plans counted and one operator missing on demand.</summary>
internal sealed class CountingBackend : IBackend
{
    private readonly ReferenceBackend _inner = new();

    /// <summary>Plans made so far.</summary>
    public int Prepared { get; private set; }

    /// <summary>Plans made and not disposed.</summary>
    public int Alive { get; private set; }

    /// <summary>Name of an operator that the backend refuses.</summary>
    public string? Unsupported { get; init; }

    public BackendType Type => BackendType.GpuCompute;

    public string Description => "test";

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) =>
        node.Operator.Name == Unsupported ? "not in this test" : null;

    public IPlan Prepare(CompiledGraph graph)
    {
        Prepared++;
        Alive++;
        return new CountedPlan(_inner.Prepare(graph), () => Alive--);
    }

    public void Dispose() => _inner.Dispose();

    private sealed class CountedPlan(IPlan inner, Action disposed) : IPlan
    {
        public CompiledGraph Graph => inner.Graph;

        public int StepCount => inner.StepCount;

        public long ActivationBytes => inner.ActivationBytes;

        public void SetInput(int index, Tensor tensor) => inner.SetInput(index, tensor);

        public void RunStep(int step) => inner.RunStep(step);

        public Tensor PeekOutput(int index) => inner.PeekOutput(index);

        public void Dispose()
        {
            inner.Dispose();
            disposed();
        }
    }
}
