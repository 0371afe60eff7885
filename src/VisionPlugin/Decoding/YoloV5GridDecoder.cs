using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// YOLO v5 and v7 exported without their last layer's arithmetic: for each grid an output (1, A, H, W, 5 + C) or
/// (1, A * (5 + C), H, W) of logits, and with sigmoid s, for the cell (column, row) and its anchor,
/// <code>
/// centre x = (column + 2 s(tx) - 0.5) * input width / W     width  = (2 s(tw))^2 * anchor width
/// centre y = (row + 2 s(ty) - 0.5) * input height / H       height = (2 s(th))^2 * anchor height
/// </code>
/// The score of a class is s(objectness) * s(class). (Ultralytics YOLOv5, models/yolo.py.)
/// </summary>
public sealed class YoloV5GridDecoder : DenseDecoder
{
    /// <summary>The anchors of each output, in pixels of the network's input.</summary>
    public required ImmutableArray<ImmutableArray<Anchor>> Anchors { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => Anchors.Length;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            int anchors = Anchors[i].Length, found = NumbersOf(outputs[i], anchors) - 5;
            if (found >= 1 && (classes ?? found) == found)
                continue;
            string numbers = classes is { } c
                ? string.Create(CultureInfo.InvariantCulture, $"{5 + c} = 5 + {c} classes") : "5 + classes";
            throw Mismatch("yolov5-grid",
                $"[1, {anchors} anchors, H, W, {numbers}] or [1, {anchors} x ({numbers}), H, W]", outputs[i]);
        }
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            TensorShape shape = outputs[i].Shape;
            int numbers = NumbersOf(shape, Anchors[i].Length), cells = shape[2] * shape[3];
            PredictionLayout layout = shape.Rank == 5 ? PredictionLayout.Rows : PredictionLayout.Columns;
            var run = new DenseRun(inputWidth, inputHeight, conf) { GridRows = shape[2], GridColumns = shape[3] };
            for (int anchor = 0; anchor < Anchors[i].Length; anchor++)
            {
                ReadOnlySpan<float> values = outputs[i].AsSpan().Slice(anchor * cells * numbers, cells * numbers);
                var table = new PredictionTable(values, cells, numbers, layout);
                Propose(table, table, new DenseColumns(5, numbers - 5, 4), ScoreFunction.Sigmoid,
                    run with { Anchor = Anchors[i][anchor] }, candidates);
            }
        }
    }

    private protected override Box BoxAt(in PredictionTable boxes, int row, in DenseRun run)
    {
        float x = (row % run.GridColumns) + (2 * AnchorGrid.Sigmoid(boxes[row, 0])) - 0.5f;
        float y = (row / run.GridColumns) + (2 * AnchorGrid.Sigmoid(boxes[row, 1])) - 0.5f;
        float width = 2 * AnchorGrid.Sigmoid(boxes[row, 2]), height = 2 * AnchorGrid.Sigmoid(boxes[row, 3]);
        return Box.FromCenter(x * run.InputWidth / run.GridColumns, y * run.InputHeight / run.GridRows,
            width * width * run.Anchor.Width, height * height * run.Anchor.Height);
    }

    // 5 + C; 0 if the shape is another.
    private static int NumbersOf(TensorShape output, int anchors) => output switch
    {
        { Length: 0 } => 0,
        { Rank: 5 } when output[0] == 1 && output[1] == anchors => output[4],
        { Rank: 4 } when output[0] == 1 && output[1] % anchors == 0 => output[1] / anchors,
        _ => 0,
    };
}
