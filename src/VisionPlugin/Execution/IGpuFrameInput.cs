using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Turns pictures in an OpenGL context into a network's input, one at a time. Belongs to the thread on which the
/// context is current. Once sizes have settled it allocates nothing.
/// </summary>
public interface IGpuFrameInput : IDisposable
{
    /// <summary>
    /// Takes a picture as it is now; what the host draws into it later does not show. Submits, never waits. A picture
    /// that was begun before and not taken is given up.
    /// </summary>
    /// <exception cref="FrameSourceException">It cannot be used; the message says why.</exception>
    void Begin(GpuFrame frame);

    /// <summary>True if <see cref="Take"/> would not wait for the GPU. Never blocks.</summary>
    bool IsReady { get; }

    /// <summary>The network's input for the picture that was begun last. Blocks until that has arrived.</summary>
    /// <param name="transform">Maps results back to the picture.</param>
    /// <returns>A tensor (1, C, H, W) of the input's own, on the host or the GPU; the next picture overwrites it.</returns>
    /// <exception cref="InvalidOperationException">No picture was begun.</exception>
    Tensor<float> Take(out FrameTransform transform);
}
