using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>
/// Detections that the host decodes and copies to a buffer of the context, so that hosts draw them as those that the
/// GPU decodes. May be created on any thread.
/// </summary>
/// <param name="device">The device; it needs no compute shaders.</param>
/// <param name="reason">Why the GPU does not decode.</param>
internal sealed class UploadedDetections(GlDevice device, string reason) : IGpuDetectionDecoder
{
    private readonly GpuDetections _results = new(device, reason);

    /// <inheritdoc/>
    public IGpuDetections Results => _results;

    /// <inheritdoc/>
    public bool IsReadable => true;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<Tensor> outputs, FrameTransform transform, DetectionOptions options) =>
        throw new InvalidOperationException($"The host decodes: {_results.WhyDecodedOnHost}.");

    /// <inheritdoc/>
    public void Upload(ReadOnlySpan<Detection> detections) => _results.Upload(detections);

    /// <inheritdoc/>
    public int Read(Span<Detection> detections) =>
        throw new InvalidOperationException("The host has the results that it has decoded.");

    /// <summary>Frees the buffer.</summary>
    public void Dispose() => _results.Dispose();
}
