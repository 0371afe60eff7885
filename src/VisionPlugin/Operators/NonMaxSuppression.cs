using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Picks, for every picture and class, the best of boxes that overlap. Inputs: boxes (B, N, 4), scores (B, C, N), and,
/// optionally, the most boxes a class (0), the largest intersection over union (0) and the score that must be exceeded.
/// Output: int64 (picked, 3) of picture, class and box. How many are picked is data: the inputs must be known when the
/// graph is compiled. Networks that end with it are cut before it, and the plugin suppresses boxes itself
/// (docs/your-own-model.md). ONNX NonMaxSuppression.
/// </summary>
/// <param name="IsCenterSize">True if boxes are centre x, centre y, width, height, not two opposite corners.</param>
public sealed record NonMaxSuppression(bool IsCenterSize = false) : Operator
{
    // Some minutes of work.
    private const long MaxComparisons = 1L << 36;

    /// <inheritdoc/>
    public override string Name => "NonMaxSuppression";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 5);
        TensorShape boxes = inputs[0].Shape, scores = inputs[1].Shape;
        if (boxes.Rank != 3 || boxes[2] != 4 || scores.Rank != 3 || scores[0] != boxes[0] || scores[2] != boxes[1])
            throw new ShapeMismatchException($"Boxes {boxes} and scores {scores} must be [B, N, 4] and [B, C, N].");
        Guard.Type(inputs[0], "Boxes", DataType.Float32);
        Guard.Type(inputs[1], "Scores", DataType.Float32);
        for (int i = 2; i < inputs.Length; i++)
        {
            if (!inputs[i].IsPresent)
                continue;
            Guard.Type(inputs[i], "A limit", i == 2 ? DataType.Int64 : DataType.Float32);
            if (inputs[i].Shape.Length != 1)
                throw new ShapeMismatchException($"Input {i}, {inputs[i]}, must be one number.");
        }

        if ((long)scores.Length * scores[2] > MaxComparisons)
            throw new ShapeMismatchException($"Scores {scores} are too many boxes to compare with one another.");
        if (inputs.ToArray().Any(i => i.IsPresent && !i.IsConstant))
        {
            throw new ShapeMismatchException("The inputs must be known before the first run: they decide how many boxes there are."
                + " Load the network with VisionModel.Load, which reads boxes and scores before they are suppressed.");
        }

        return [new TensorInfo(DataType.Int64, [Pick([.. inputs.ToArray().Select(i => i.Value)]).Count, 3])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Span<long> y = outputs[0].AsSpan<long>();
        List<(int Batch, int Class, int Box)> picked = Pick(inputs.ToArray());
        for (int i = 0; i < picked.Count; i++)
            (y[3 * i], y[(3 * i) + 1], y[(3 * i) + 2]) = (picked[i].Batch, picked[i].Class, picked[i].Box);
    }

    private List<(int Batch, int Class, int Box)> Pick(Tensor?[] inputs)
    {
        TensorShape shape = inputs[1]!.Shape;
        (int batches, int classes, int count) = (shape[0], shape[1], shape[2]);
        long most = inputs.Length > 2 && inputs[2] is Tensor<long> limit ? limit.AsSpan()[0] : 0;
        double iou = Optional(inputs, 3) ?? 0, threshold = Optional(inputs, 4) ?? double.NegativeInfinity;
        var picked = new List<(int, int, int)>();
        for (int i = 0; i < batches * classes; i++)
        {
            (int batch, int classId) = (i / classes, i % classes);
            float[] scores = inputs[1]!.AsSpan<float>().Slice(i * count, count).ToArray();
            var kept = new List<int>();
            foreach (int box in Enumerable.Range(0, count).Where(b => scores[b] > threshold).OrderByDescending(b => scores[b]))
            {
                if (kept.Count < most && kept.All(k => Overlap(inputs[0]!, (batch * count) + k, (batch * count) + box) <= iou))
                    kept.Add(box);
            }

            picked.AddRange(kept.Select(box => (batch, classId, box)));
        }

        return picked;
    }

    private static double? Optional(Tensor?[] inputs, int index) =>
        index < inputs.Length && inputs[index] is Tensor<float> value ? value.AsSpan()[0] : null;

    private double Overlap(Tensor boxes, int first, int second)
    {
        (double ax1, double ay1, double ax2, double ay2) = Edges(boxes.AsSpan<float>().Slice(4 * first, 4));
        (double bx1, double by1, double bx2, double by2) = Edges(boxes.AsSpan<float>().Slice(4 * second, 4));
        double width = Math.Min(ax2, bx2) - Math.Max(ax1, bx1), height = Math.Min(ay2, by2) - Math.Max(ay1, by1);
        if (width <= 0 || height <= 0)
            return 0;
        double both = width * height;
        return both / (((ax2 - ax1) * (ay2 - ay1)) + ((bx2 - bx1) * (by2 - by1)) - both);
    }

    // Corners may come in any order; x and y are alike here.
    private (double, double, double, double) Edges(ReadOnlySpan<float> box)
    {
        (double a, double b, double c, double d) = (box[0], box[1], box[2], box[3]);
        return IsCenterSize ? (a - (c / 2), b - (d / 2), a + (c / 2), b + (d / 2))
            : (Math.Min(a, c), Math.Min(b, d), Math.Max(a, c), Math.Max(b, d));
    }
}
