using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>Turns compiled graphs into plans that run on one kind of hardware.</summary>
public interface IBackend : IDisposable
{
    /// <summary>The kind of backend.</summary>
    BackendType Type { get; }

    /// <summary>What it runs on, for people: instruction set and threads, or driver and renderer.</summary>
    string Description { get; }

    /// <summary>
    /// True if plans can be made and run on one thread only, that of a graphics context. Otherwise a plan may be
    /// prepared on any thread.
    /// </summary>
    bool IsBoundToThread => Type == BackendType.GpuCompute;

    /// <summary>
    /// What turns textures and framebuffers of the backend's OpenGL context into a network's input, which belongs to
    /// the caller, or null for a backend that sees none. Called on the context's thread.
    /// </summary>
    /// <param name="options">What the network expects.</param>
    /// <param name="batch">Pictures that go through the network at once.</param>
    IGpuFrameInput? CreateGpuFrameInput(FrameToTensorOptions options, int batch = 1) => null;

    /// <summary>
    /// What decodes a detector's outputs on the backend's device, or at least keeps its results there to be drawn; it
    /// belongs to the caller. Null for a backend without an OpenGL context. Called on the thread that prepares plans; all
    /// that it does belongs on the context's thread.
    /// </summary>
    /// <param name="decoder">How the outputs are to be read.</param>
    /// <param name="outputs">
    /// The outputs of a prepared network, in the decoder's order. They tell shapes and memory; their elements count
    /// when frames are decoded.
    /// </param>
    /// <param name="inputWidth">Columns of the network's input.</param>
    /// <param name="inputHeight">Rows of the network's input.</param>
    IGpuDetectionDecoder? CreateGpuDetectionDecoder(
        DetectionDecoder decoder, ReadOnlySpan<Tensor> outputs, int inputWidth, int inputHeight) => null;

    /// <summary>
    /// What makes masks of a segmenter's outputs in a texture of the backend's OpenGL context; it belongs to the caller.
    /// Null for a backend whose networks do not run in one. Called on the context's thread.
    /// </summary>
    /// <param name="decoder">How the output is to be read.</param>
    /// <param name="output">The output of a prepared network; its elements count when frames are decoded.</param>
    /// <param name="input">The network's input.</param>
    IGpuMaskDecoder? CreateGpuMaskDecoder(SegmentationDecoder decoder, Tensor output, FrameToTensorOptions input) => null;

    /// <summary>
    /// True while everything on the device is lost and it has no other context yet. Runs fail meanwhile; behaviours wait.
    /// </summary>
    bool IsLost => false;

    /// <summary>Throws the backend's own error if everything on the device is lost, as a run would.</summary>
    void ThrowIfLost()
    {
    }

    /// <summary>
    /// The graph in a form that the device can run better, or at all, with the same inputs and outputs. Called once, before
    /// the nodes are asked about; the graph itself where there is nothing to change.
    /// </summary>
    CompiledGraph Fit(CompiledGraph graph) => graph;

    /// <summary>Null if the backend can run the node on these inputs, else the reason why not.</summary>
    string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs);

    /// <summary>Null if the backend can store numbers so, else the reason why not and what to do.</summary>
    string? WhyUnsupportedPrecision(Precision precision) => precision == Precision.Single ? null
        : $"{Type} stores single precision only. Choose {nameof(Precision)}.{nameof(Precision.Single)}, or"
            + $" {BackendType.GpuCompute}.";

    /// <summary>
    /// Null if the node's weights, if any, are stored as the graph's <see cref="CompiledGraph.Precision"/> says, else the
    /// reason why they stay in single precision.
    /// </summary>
    string? WhyUnreduced(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) => null;

    /// <summary>
    /// Allocates memory, packs weights and prepares kernels. The plan belongs to the caller. Every node has passed
    /// <see cref="WhyUnsupported"/>.
    /// </summary>
    IPlan Prepare(CompiledGraph graph);

    /// <summary>
    /// As <see cref="Prepare"/>, piece by piece, so that a host can draw frames in between; on the thread of a backend
    /// that is bound to one. A backend that is not works on a thread of the pool. The preparation belongs to the caller.
    /// </summary>
    IPlanPreparation BeginPrepare(CompiledGraph graph) =>
        new PlanPreparation(() => Prepare(graph), inPool: !IsBoundToThread);
}
