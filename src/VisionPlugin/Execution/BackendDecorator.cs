using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A backend that passes everything on to another one. Derived ones change what they are for, such as measuring plans as they
/// run.
/// </summary>
public abstract class BackendDecorator : IBackend
{
    /// <summary>Stands before another backend.</summary>
    /// <param name="inner">Does the work; disposed with this one.</param>
    protected BackendDecorator(IBackend inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>What does the work.</summary>
    public IBackend Inner { get; }

    /// <inheritdoc/>
    public BackendType Type => Inner.Type;

    /// <inheritdoc/>
    public virtual string Description => Inner.Description;

    /// <inheritdoc/>
    public bool IsBoundToThread => Inner.IsBoundToThread;

    /// <inheritdoc/>
    public bool IsLost => Inner.IsLost;

    /// <inheritdoc/>
    public void ThrowIfLost() => Inner.ThrowIfLost();

    /// <inheritdoc/>
    public virtual IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        Inner.CreateGpuFrameInput(options, batch);

    /// <inheritdoc/>
    public virtual IGpuDetectionDecoder? CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        Inner.CreateGpuDetectionDecoder(decoder, outputs, inputWidth, inputHeight);

    /// <inheritdoc/>
    public virtual IGpuMaskDecoder? CreateGpuMaskDecoder(SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input) =>
        Inner.CreateGpuMaskDecoder(decoder, output, input);

    /// <inheritdoc/>
    public CompiledGraph Fit(CompiledGraph graph) => Inner.Fit(graph);

    /// <inheritdoc/>
    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => Inner.WhyUnsupported(node, inputs);

    /// <inheritdoc/>
    public string? WhyUnsupportedPrecision(Precision precision) => Inner.WhyUnsupportedPrecision(precision);

    /// <inheritdoc/>
    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        Inner.WhyUnreduced(node, inputs, precision);

    /// <inheritdoc/>
    public IPlan Prepare(CompiledGraph graph) => Decorate(Inner.Prepare(graph));

    /// <inheritdoc/>
    public IPlanPreparation BeginPrepare(CompiledGraph graph) => new DecoratedPreparation(Inner.BeginPrepare(graph), Decorate);

    /// <inheritdoc/>
    public void Dispose()
    {
        Inner.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stands before a plan of the inner backend.</summary>
    /// <param name="plan">The plan; disposed with the result.</param>
    protected abstract IPlan Decorate(IPlan plan);
}
