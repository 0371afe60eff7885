using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Decodes a detector's outputs on the device that they are on, or takes results that the host has decoded; either way
/// they end in <see cref="Results"/>. Belongs to the thread on which the context is current. Allocates nothing per frame.
/// </summary>
public interface IGpuDetectionDecoder : IDisposable
{
    /// <summary>Where the results are. Belongs to the decoder.</summary>
    IGpuDetections Results { get; }

    /// <summary>
    /// Makes one piece ready ahead of the first frame, such as a shader program, or looks whether the driver has it
    /// ready. What is not ready is made by <see cref="Decode"/>.
    /// </summary>
    /// <returns>False if nothing is left to do.</returns>
    bool TryWarmUp() => false;

    /// <summary>
    /// Decodes, suppresses, maps to the frame, and starts copying the results to the host. Submits, never waits. Only
    /// where <see cref="IGpuDetections.WhyDecodedOnHost"/> is null.
    /// </summary>
    /// <param name="outputs">The network's outputs of the run scheduled last, in the decoder's order.</param>
    /// <param name="transform">Where the frame was in the network's input.</param>
    /// <param name="options">Which proposals count; may change from frame to frame.</param>
    void Decode(ReadOnlySpan<Tensor> outputs, FrameTransform transform, DetectionOptions options);

    /// <summary>Copies results of the host to the buffer, where the host decodes. Never waits.</summary>
    /// <param name="detections">The results; as many as fit are copied.</param>
    void Upload(ReadOnlySpan<Detection> detections);

    /// <summary>True if <see cref="Read"/> would not wait for the device. Never blocks.</summary>
    bool IsReadable { get; }

    /// <summary>Reads what <see cref="Decode"/> found last. Blocks until it has arrived.</summary>
    /// <param name="detections">Receives the results, best first; as long as the options' MaxDet or longer.</param>
    /// <returns>Number of results.</returns>
    int Read(Span<Detection> detections);
}
