using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Results;
using VisionPlugin.ComputeShaders.Sources;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Runs networks on another backend, and reads textures and framebuffers of the host's context back for them: for
/// contexts without compute shaders, and for hosts that keep their GPU for themselves. The context needs OpenGL 3.3 or
/// ES 3.0. Plans may be made and run on any thread; pictures are read on the thread on which the context is current.
/// </summary>
public sealed class ReadbackBackend : IBackend
{
    private readonly IBackend _inner;
    private readonly GlDevice _device;

    /// <summary>Takes a backend, which it owns from now on, and the host's context, which must outlive it.</summary>
    /// <param name="inner">What the networks run on; disposed with this backend.</param>
    /// <param name="gl">The functions of the context, which is current on this thread.</param>
    /// <exception cref="GpuUnavailableException">
    /// No context is current, or it is older than OpenGL 3.3 or ES 3.0; <paramref name="inner"/> stays the caller's.
    /// </exception>
    public ReadbackBackend(IBackend inner, GL gl)
    {
        ArgumentNullException.ThrowIfNull(inner);
        (_inner, _device) = (inner, GlDevice.ForTransfers(gl));
    }

    /// <inheritdoc/>
    public BackendType Type => _inner.Type;

    /// <inheritdoc/>
    public string Description => $"{_inner.Description}; pictures are read back from {_device.Info}";

    /// <inheritdoc/>
    public bool IsBoundToThread => _inner.IsBoundToThread;

    /// <inheritdoc/>
    public bool IsLost => _inner.IsLost;

    /// <inheritdoc/>
    public void ThrowIfLost() => _inner.ThrowIfLost();

    /// <inheritdoc/>
    public CompiledGraph Fit(CompiledGraph graph) => _inner.Fit(graph);

    /// <inheritdoc/>
    public string? WhyUnsupportedPrecision(Precision precision) => _inner.WhyUnsupportedPrecision(precision);

    /// <inheritdoc/>
    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        _inner.WhyUnreduced(node, inputs, precision);

    /// <inheritdoc/>
    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => _inner.WhyUnsupported(node, inputs);

    /// <inheritdoc/>
    public IPlan Prepare(CompiledGraph graph) => _inner.Prepare(graph);

    /// <inheritdoc/>
    public IPlanPreparation BeginPrepare(CompiledGraph graph) => _inner.BeginPrepare(graph);

    /// <inheritdoc/>
    public IGpuFrameInput CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        new ReadbackFrameInput(_device, options, batch);

    /// <inheritdoc/>
    public IGpuDetectionDecoder CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        new UploadedDetections(_device, "the networks do not run in this context");

    /// <summary>
    /// Goes on in another context, after the old one was lost or the host has replaced it. Networks stay as they are; a
    /// picture that was on its way is lost.
    /// </summary>
    /// <param name="gl">
    /// The functions of the new context, which is current on this thread; null for those of the old one.
    /// </param>
    /// <exception cref="GpuUnavailableException">There is no context, or it is too old. Try again later.</exception>
    public void Recreate(GL? gl = null) => _device.Recreate(gl);

    /// <summary>Disposes the inner backend. Workers and components must have been disposed before.</summary>
    public void Dispose()
    {
        _inner.Dispose();
        _device.Dispose();
    }
}
