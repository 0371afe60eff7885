using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// YOLO v1: S * S * (5 B + C) numbers. (x, y) is a box's centre within its cell, 0..1; (w, h) its size relative to the
/// picture, or the square roots of it; the score of a class is confidence * class probability. (Redmon et al., "You Only
/// Look Once", 2016.)
/// </summary>
public sealed class YoloV1Decoder : DetectionDecoder
{
    /// <summary>S: cells along each side.</summary>
    public required int Grid { get; init; }

    /// <summary>B: boxes a cell.</summary>
    public required int Boxes { get; init; }

    /// <summary>C: classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Order of the numbers.</summary>
    public YoloV1Layout Layout { get; init; }

    /// <summary>True if the network gives square roots of width and height, as the paper trains it.</summary>
    public bool SquareRootSize { get; init; } = true;

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        int expected = Grid * Grid * ((5 * Boxes) + Classes);
        if (outputs[0].Length != expected || (classes is { } c && c != Classes))
        {
            throw Mismatch("yolov1", $"[1, {expected}] = {Grid} x {Grid} x (5 x {Boxes} + {Classes}) with {Classes} labels", outputs[0]);
        }
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        ReadOnlySpan<float> values = outputs[0].AsSpan();
        for (int cell = 0; cell < Grid * Grid; cell++)
        {
            for (int box = 0; box < Boxes; box++)
            {
                (int place, int confidence, int classes) = Places(cell, box);
                if (!(values[confidence] >= conf))
                    continue;
                Box found = BoxAt(values.Slice(place, 4), cell, inputWidth, inputHeight);
                for (int i = 0; i < Classes; i++)
                {
                    float score = values[confidence] * values[classes + i];
                    if (score >= conf)
                        candidates.Add(new Detection(i, score, found));
                }
            }
        }
    }

    // First index of (x, y, w, h), of the confidence, and of the class probabilities.
    private (int Box, int Confidence, int Classes) Places(int cell, int box)
    {
        if (Layout == YoloV1Layout.Cells)
        {
            int start = cell * ((5 * Boxes) + Classes);
            return (start + (5 * box), start + (5 * box) + 4, start + (5 * Boxes));
        }

        int cells = Grid * Grid, index = (cell * Boxes) + box;
        return ((cells * (Classes + Boxes)) + (4 * index), (cells * Classes) + index, cell * Classes);
    }

    private Box BoxAt(ReadOnlySpan<float> t, int cell, int inputWidth, int inputHeight)
    {
        float width = SquareRootSize ? t[2] * t[2] : t[2], height = SquareRootSize ? t[3] * t[3] : t[3];
        float x = (cell % Grid + t[0]) / Grid, y = (cell / Grid + t[1]) / Grid;
        return Box.FromCenter(x * inputWidth, y * inputHeight, width * inputWidth, height * inputHeight);
    }
}
