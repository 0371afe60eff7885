using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Makes masks of a segmenter's outputs in a texture. Belongs to the thread on which the context is current. Allocates
/// nothing per frame once sizes have settled.
/// </summary>
public interface IGpuMaskDecoder : IDisposable
{
    /// <summary>Where the mask is. Belongs to the decoder.</summary>
    IGpuMask Mask { get; }

    /// <summary>
    /// Makes one piece ready ahead of the first frame, such as a shader program, or looks whether the driver has it
    /// ready. What is not ready is made by <see cref="Decode"/>.
    /// </summary>
    /// <returns>False if nothing is left to do.</returns>
    bool TryWarmUp() => false;

    /// <summary>Makes the mask of a frame. Submits, never waits.</summary>
    /// <param name="output">
    /// The output of the run scheduled last, (1, C, H, W): on the device, or on the host where
    /// <see cref="IGpuMask.WhyFromHost"/> is not null.
    /// </param>
    /// <param name="transform">Where the frame was in the network's input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The texture is larger than the driver allows.</exception>
    void Decode(Tensor<float> output, FrameTransform transform);
}
