using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// YOLO v2: one grid (1, A * (5 + C), H, W), anchors in cells. The score of a class is sigmoid(objectness) times the
/// softmax over the class logits; with no class channels (C = 0) there is one class, and its score is
/// sigmoid(objectness). The box is <see cref="AnchorGrid"/>'s. (Redmon and Farhadi, "YOLO9000", 2016.)
/// </summary>
public sealed class YoloV2Decoder : DetectionDecoder
{
    /// <summary>The anchors, in cells of the grid.</summary>
    public required ImmutableArray<Anchor> Anchors { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        // A single class may do without class channels.
        if (AnchorGrid.Fits(outputs[0], Anchors.Length, classes) || (classes == 1 && AnchorGrid.Fits(outputs[0], Anchors.Length, 0)))
            return;
        string channels = classes is { } c ? $"{Anchors.Length * (5 + c)} = {Anchors.Length} anchors x (5 + {c} classes)"
            : $"a multiple of {Anchors.Length} anchors, at least {Anchors.Length * 5}";
        throw Mismatch("yolov2", $"[1, {channels}, H, W]", outputs[0]);
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        var grid = new AnchorGrid(outputs[0], Anchors.Length, inputWidth, inputHeight, scaleXY: 1);
        for (int anchor = 0; anchor < Anchors.Length; anchor++)
        {
            var size = new Anchor(Anchors[anchor].Width * grid.CellSize.Width, Anchors[anchor].Height * grid.CellSize.Height);
            for (int cell = 0; cell < grid.Cells; cell++)
            {
                float objectness = grid.Objectness(anchor, cell);
                if (!(objectness >= conf))
                    continue;
                if (grid.Classes == 0)
                    candidates.Add(new Detection(0, objectness, grid.BoxAt(anchor, cell, size)));
                else
                    AddClasses(grid, anchor, cell, objectness, grid.BoxAt(anchor, cell, size), conf, candidates);
            }
        }
    }

    private static void AddClasses(
        AnchorGrid grid, int anchor, int cell, float objectness, Box box, float conf, CandidateList candidates)
    {
        float largest = float.NegativeInfinity, sum = 0;
        for (int i = 0; i < grid.Classes; i++)
            largest = Math.Max(largest, grid.Class(anchor, cell, i));
        for (int i = 0; i < grid.Classes; i++)
            sum += MathF.Exp(grid.Class(anchor, cell, i) - largest);
        for (int i = 0; i < grid.Classes; i++)
        {
            float score = objectness * MathF.Exp(grid.Class(anchor, cell, i) - largest) / sum;
            if (score >= conf)
                candidates.Add(new Detection(i, score, box));
        }
    }
}
