using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// Reads a mask out of an output (1, C, H, W): for C = 1 the probability of the one class, else the most probable class
/// of each pixel, lower index first among equals.
/// </summary>
public sealed class SegmentationDecoder : Decoder
{
    /// <summary>True if a single-class output holds logits rather than probabilities.</summary>
    public bool Sigmoid { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        TensorShape found = outputs[0];
        bool fits = found.Rank == 4 && found[0] == 1 && found.Length > 0 && found[1] <= 256;
        if (!fits || (classes is { } c && found[1] != c))
            throw Mismatch("segmentation", $"[1, {(classes is { } n ? $"{n} classes" : "C up to 256")}, H, W]", found);
    }

    /// <summary>
    /// Writes the mask of a whole frame. Probabilities are interpolated, class indices are those of the nearest pixel of
    /// the output; what the network did not see (<see cref="ResizeMode.CenterCrop"/>) is 0.
    /// </summary>
    /// <param name="output">The output, on the host.</param>
    /// <param name="options">The network's input.</param>
    /// <param name="transform">Where the frame was in it.</param>
    /// <param name="resizer">Working memory.</param>
    /// <param name="mask">Receives the mask, of the frame's size.</param>
    internal void Decode(
        Tensor<float> output, FrameToTensorOptions options, in FrameTransform transform, MaskResizer resizer, Mask mask)
    {
        TensorShape shape = output.Shape;
        int width = transform.X.FrameSize, height = transform.Y.FrameSize;
        resizer.Prepare(options, transform, shape[3], shape[2]);
        if (shape[1] == 1)
        {
            Span<byte> values = mask.Reset(width, height, MaskKind.Probability);
            resizer.Interpolate(output.AsSpan(), Sigmoid, values);
        }
        else
        {
            Span<byte> values = mask.Reset(width, height, MaskKind.ClassIndex);
            resizer.PickClasses(output.AsSpan(), shape[1], values);
        }
    }
}
