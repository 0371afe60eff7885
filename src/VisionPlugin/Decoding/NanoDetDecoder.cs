using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// NanoDet and NanoDet-Plus: one output of N predictions, each C class probabilities and then, for the left, top, right
/// and bottom edge, a distribution over the distances 0..R in cells, as logits:
/// <code>
/// distance = stride * sum over i = 0..R of i * softmax(logits)[i]
/// box      = (x - left, y - top, x + right, y + bottom), cut at the border of the input
/// </code>
/// from the point ((column + offset) * stride, (row + offset) * stride). (Li et al., "Generalized Focal Loss", 2020.)
/// </summary>
public sealed class NanoDetDecoder : DenseDecoder
{
    private ImmutableArray<GridLevel> _levels = [];

    /// <summary>R: the largest distance in cells.</summary>
    public int RegMax { get; init; } = 7;

    /// <summary>Where in its cell the point is: 0 in NanoDet-Plus, 0.5 in NanoDet.</summary>
    public float Offset { get; init; }

    /// <summary>Input pixels a cell of each grid.</summary>
    public required ImmutableArray<int> Strides
    {
        get => [.. _levels.Select(l => l.Stride)];
        init => _levels = [.. value.Select(s => new GridLevel(s, 1))];
    }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    private int Distances => 4 * (RegMax + 1);

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        int? found = PredictionTable.SizeOf(outputs[0], Layout)?.Columns - Distances;
        if (found >= 1 && (classes ?? found) == found)
            return;
        string after = string.Create(CultureInfo.InvariantCulture, $"{Distances} distances (4 x (reg_max {RegMax} + 1))");
        string numbers = classes is { } c
            ? string.Create(CultureInfo.InvariantCulture, $"{c + Distances} = {c} classes + {after}") : $"classes + {after}";
        throw Mismatch("nanodet", Layout == PredictionLayout.Rows ? $"[1, N, {numbers}]" : $"[1, {numbers}, N]", outputs[0]);
    }

    /// <inheritdoc/>
    public override void ValidateInput(ReadOnlySpan<TensorShape> outputs, int inputWidth, int inputHeight) =>
        CheckRows("nanodet", _levels.AsSpan(), PredictionTable.SizeOf(outputs[0], Layout)!.Value.Rows, inputWidth, inputHeight);

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        PredictionTable table = PredictionTable.Of(outputs[0], Layout);
        var columns = new DenseColumns(0, table.Columns - Distances);
        Propose(table, table, columns, ScoreFunction.None, new DenseRun(inputWidth, inputHeight, conf), candidates);
    }

    private protected override Box BoxAt(in PredictionTable boxes, int row, in DenseRun run)
    {
        GridCell cell = GridLevels.At(row, _levels.AsSpan(), run.InputWidth, run.InputHeight);
        float stride = _levels[cell.Level].Stride;
        float x = (cell.Column + Offset) * stride, y = (cell.Row + Offset) * stride;
        return new Box(
            Math.Max(x - (Distance(boxes, row, 0) * stride), 0), Math.Max(y - (Distance(boxes, row, 1) * stride), 0),
            Math.Min(x + (Distance(boxes, row, 2) * stride), run.InputWidth),
            Math.Min(y + (Distance(boxes, row, 3) * stride), run.InputHeight));
    }

    // The mean of the distribution, in cells.
    private float Distance(in PredictionTable table, int row, int edge)
    {
        int first = table.Columns - Distances + (edge * (RegMax + 1));
        float largest = float.NegativeInfinity, sum = 0, mean = 0;
        for (int i = 0; i <= RegMax; i++)
            largest = Math.Max(largest, table[row, first + i]);
        for (int i = 0; i <= RegMax; i++)
        {
            float weight = MathF.Exp(table[row, first + i] - largest);
            (sum, mean) = (sum + weight, mean + (i * weight));
        }

        return mean / sum;
    }
}
