using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// YOLO v3 and v4: several grids (1, A * (5 + C), H, W) of different cell size, anchors in pixels of the network's input.
/// The score of a class is sigmoid(objectness) * sigmoid(class logit), so that a box may have several classes. The box is
/// <see cref="AnchorGrid"/>'s. (Redmon and Farhadi, "YOLOv3", 2018.)
/// </summary>
public sealed class YoloV3Decoder : DetectionDecoder
{
    /// <summary>The anchors of each output, in pixels of the network's input.</summary>
    public required ImmutableArray<ImmutableArray<Anchor>> Anchors { get; init; }

    /// <summary>How far a centre may leave its cell: 1 (not at all) in v3, 1.05 to 2 in v4; of each output, or one for all.</summary>
    public ImmutableArray<float> ScaleXY { get; init; } = [1];

    /// <inheritdoc/>
    public override int OutputCount => Anchors.Length;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            int anchors = Anchors[i].Length;
            if (AnchorGrid.Fits(outputs[i], anchors, classes))
                continue;
            string channels = classes is { } c ? $"{anchors * (5 + c)} = {anchors} anchors x (5 + {c} classes)"
                : $"a multiple of {anchors} anchors, at least {anchors * 5}";
            throw Mismatch("yolov3", $"[1, {channels}, H, W]", outputs[i]);
        }
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            float scaleXY = ScaleXY[ScaleXY.Length == 1 ? 0 : i];
            var grid = new AnchorGrid(outputs[i], Anchors[i].Length, inputWidth, inputHeight, scaleXY);
            for (int anchor = 0; anchor < Anchors[i].Length; anchor++)
            {
                for (int cell = 0; cell < grid.Cells; cell++)
                    AddCell(grid, anchor, cell, Anchors[i][anchor], conf, candidates);
            }
        }
    }

    private static void AddCell(AnchorGrid grid, int anchor, int cell, Anchor size, float conf, CandidateList candidates)
    {
        float objectness = grid.Objectness(anchor, cell);
        if (!(objectness >= conf))
            return;
        Box box = grid.BoxAt(anchor, cell, size);
        for (int i = 0; i < grid.Classes; i++)
        {
            float score = objectness * AnchorGrid.Sigmoid(grid.Class(anchor, cell, i));
            if (score >= conf)
                candidates.Add(new Detection(i, score, box));
        }
    }
}
