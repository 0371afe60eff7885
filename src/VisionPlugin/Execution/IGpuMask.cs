using VisionPlugin.Decoding;

namespace VisionPlugin.Execution;

/// <summary>
/// The latest mask of a segmenter in a texture of its OpenGL context, to be drawn without reading it back. It covers the
/// whole frame, whatever part of the network's input that was. As with <see cref="IGpuDetections"/>, commands that the
/// host submits after a frame was processed see that frame's mask, and need no memory barrier.
/// </summary>
public interface IGpuMask
{
    /// <summary>
    /// OpenGL's name of a 2D texture of one level; 0 before the first frame. Its first channel is the value as a byte:
    /// probability 0..1, or class index / 255. The filter is linear for probabilities and nearest for classes, the edges
    /// are clamped. Read only for the host, and the segmenter's: another size gives it another name, so ask each frame.
    /// </summary>
    uint Texture { get; }

    /// <summary>Columns of the texture.</summary>
    int Width { get; }

    /// <summary>Rows of the texture.</summary>
    int Height { get; }

    /// <summary>What the values mean.</summary>
    MaskKind Kind { get; }

    /// <summary>
    /// The texture's size from the next frame on; null for the frame's own, as it is until set. A smaller one costs
    /// less, and nothing is lost as long as it is no smaller than the network's output.
    /// </summary>
    (int Width, int Height)? Size { get; set; }

    /// <summary>
    /// True to put the frame's bottom row first from the next frame on, as in textures that were rendered to; false, as
    /// it is until set, for its top row.
    /// </summary>
    bool IsBottomUp { get; set; }

    /// <summary>
    /// Null if the network's output stays on the GPU. Else the reason why it passes through the host on its way to the
    /// texture, where it arrives once it was read.
    /// </summary>
    string? WhyFromHost { get; }
}
