using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.ComputeShaders.Results;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Passes;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Runs graphs as OpenGL or OpenGL ES compute shaders. Use it on the thread on which its context is current; the host's
/// OpenGL state is the same after each call as before.
/// </summary>
public sealed class GpuBackend : IBackend
{
    private readonly bool _ownsDevice;

    /// <summary>Creates a backend on a device, which stays the caller's and must outlive it.</summary>
    public GpuBackend(GlDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
    }

    /// <summary>Creates a backend in the host's context, which is current on this thread and must outlive it.</summary>
    /// <exception cref="GpuUnavailableException">No context is current, or it has no compute shaders.</exception>
    public GpuBackend(GL gl)
        : this(new GlDevice(gl))
        => _ownsDevice = true;

    /// <summary>
    /// Creates a backend in the context of a host without Silk.NET, which is current on this thread and must outlive the
    /// backend.
    /// </summary>
    /// <param name="getProcAddress">
    /// Gives the address of a function of OpenGL, or 0: <c>glfwGetProcAddress</c>, <c>SDL_GL_GetProcAddress</c>,
    /// <c>eglGetProcAddress</c>.
    /// </param>
    /// <exception cref="GpuUnavailableException">No context is current, or it has no compute shaders.</exception>
    public GpuBackend(Func<string, nint> getProcAddress)
        : this(GL.GetApi(getProcAddress))
    {
    }

    private GpuBackend(GlDevice device, bool ownsDevice)
        : this(device)
        => _ownsDevice = ownsDevice;

    /// <inheritdoc/>
    public BackendType Type => BackendType.GpuCompute;

    /// <inheritdoc/>
    public string Description => Device.Info.ToString();

    /// <summary>The device.</summary>
    public GlDevice Device { get; }

    /// <inheritdoc/>
    public bool IsLost => Device.IsLost;

    /// <inheritdoc/>
    /// <exception cref="GpuDeviceLostException">Everything on the GPU is gone.</exception>
    public void ThrowIfLost() => Device.ThrowIfLost();

    /// <summary>Creates a backend with a context of its own, without a window.</summary>
    /// <exception cref="GpuUnavailableException">The machine has no driver for it.</exception>
    public static GpuBackend CreateHeadless(GlProfile profile = GlProfile.Auto) =>
        new(GlDevice.CreateHeadless(profile), ownsDevice: true);

    /// <inheritdoc/>
    public string? WhyUnsupportedPrecision(Precision precision) => null;

    /// <inheritdoc/>
    public string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(node);
        return WeightEncoding.WhySingle(node, inputs, precision);
    }

    /// <inheritdoc/>
    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (KernelTable.WhyUnsupported(node, inputs) is { } reason)
            return reason;
        foreach (TensorInfo tensor in (IEnumerable<TensorInfo>)[.. inputs, .. node.Operator.InferShapes(inputs)])
        {
            GpuLayout layout = GpuTensorLayout.Preferred(tensor);
            if (tensor.IsPresent && GpuTensorLayout.Bytes(tensor.Shape, layout) > Device.Limits.StorageBytes)
            {
                return $"{tensor} is larger than the {Device.Limits.StorageBytes:N0} bytes that the driver shows "
                    + "to a shader";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Weights that are larger than what the driver shows to a shader are split. Packing may add a third, where three channels
    /// become four, and rounds outputs up: half of the limit leaves room.
    /// </remarks>
    public CompiledGraph Fit(CompiledGraph graph) => SplitWeights.Run(graph, Device.Limits.StorageBytes / 2);

    /// <inheritdoc/>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for the graph.</exception>
    /// <exception cref="ShaderCompilationException">The driver refuses a shader.</exception>
    public IPlan Prepare(CompiledGraph graph) => new GpuPlan(Device, graph);

    /// <inheritdoc/>
    public IPlanPreparation BeginPrepare(CompiledGraph graph) => new GpuPlanPreparation(Device, graph);

    /// <inheritdoc/>
    public IGpuFrameInput CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) =>
        new GpuFrameInput(this, options, batch);

    /// <inheritdoc/>
    /// <exception cref="GpuOutOfMemoryException">The driver has no memory for the results.</exception>
    /// <exception cref="ShaderCompilationException">The driver refuses a shader.</exception>
    public IGpuDetectionDecoder CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) =>
        GpuDetectionDecoder.Create(Device, decoder, outputs, inputWidth, inputHeight);

    /// <inheritdoc/>
    /// <exception cref="ShaderCompilationException">The driver refuses a shader.</exception>
    public IGpuMaskDecoder CreateGpuMaskDecoder(
        SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input) =>
        new GpuMaskDecoder(Device, decoder, output, input);

    /// <summary>
    /// Goes on in another context, after <see cref="GpuDeviceLostException"/> or when the host has replaced its own. All
    /// that runs on the device stays: workers, components and converters make again what they had on the GPU when they
    /// are next used. Runs and read-backs under way fail with <see cref="GpuDeviceLostException"/>; what was on the GPU
    /// alone, as a tensor of <see cref="GpuTensor"/>, must be written anew.
    /// </summary>
    /// <param name="gl">
    /// The functions of the host's new context, which is current on this thread; null for those of the old one, or if
    /// the backend has a context of its own, which it makes anew.
    /// </param>
    /// <exception cref="ArgumentException">The backend has a context of its own, and another was given.</exception>
    /// <exception cref="GpuUnavailableException">
    /// There is no context, or it has no compute shaders. The backend stays lost; try again later.
    /// </exception>
    public void Recreate(GL? gl = null) => Device.Recreate(gl);

    /// <summary>As <see cref="Recreate(GL)"/>, for hosts without Silk.NET.</summary>
    /// <param name="getProcAddress">Gives the address of a function of the new context, or 0.</param>
    /// <exception cref="ArgumentException">The backend has a context of its own.</exception>
    /// <exception cref="GpuUnavailableException">There is no context, or it has no compute shaders.</exception>
    public void Recreate(Func<string, nint> getProcAddress) => Device.Recreate(GL.GetApi(getProcAddress));

    /// <summary>Disposes the device if the backend created it. Workers must have been disposed before.</summary>
    public void Dispose()
    {
        if (_ownsDevice)
            Device.Dispose();
    }
}
