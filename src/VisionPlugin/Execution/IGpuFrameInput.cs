using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Turns pictures in an OpenGL context into a network's input of one or more of them. Belongs to the thread on which
/// the context is current. Once sizes have settled it allocates nothing.
/// </summary>
public interface IGpuFrameInput : IDisposable
{
    /// <summary>
    /// Takes a picture as it is now; what the host draws into it later does not show. Submits, never waits. A picture
    /// that was begun before in the same place and not taken is given up.
    /// </summary>
    /// <param name="frame">The picture, of any size.</param>
    /// <param name="index">Its place in the input, from 0.</param>
    /// <exception cref="FrameSourceException">It cannot be used; the message says why.</exception>
    void Begin(GpuFrame frame, int index = 0);

    /// <summary>True if <see cref="Take"/> would not wait for the GPU. Never blocks.</summary>
    bool IsReady { get; }

    /// <summary>
    /// The network's input for the pictures that were begun last in each place. Blocks until they have arrived.
    /// </summary>
    /// <param name="transform">Maps results back to the picture that was begun last of all.</param>
    /// <returns>
    /// A tensor (N, C, H, W) of the input's own, on the host or the GPU; the next picture overwrites its place.
    /// </returns>
    /// <exception cref="InvalidOperationException">No picture was begun.</exception>
    Tensor<float> Take(out FrameTransform transform);
}
