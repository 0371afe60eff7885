using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// YOLO exports with one output of N predictions: four numbers of a box, objectness (v5 to v7 and YOLOX; its product
/// with a class is the score), C classes, and what is not read (<see cref="Extra"/>). The network computes boxes in
/// pixels of its input itself, or leaves them as offsets in a grid (<see cref="Strides"/>): there, for the cell
/// (column, row) of the grid of stride s,
/// <code>
/// centre x = (column + tx) * s     width  = exp(tw) * s
/// centre y = (row + ty) * s        height = exp(th) * s
/// </code>
/// (Ge et al., "YOLOX", 2021.) Scores are probabilities.
/// </summary>
public sealed class YoloDecoder : DenseDecoder
{
    private ImmutableArray<GridLevel> _levels = [];

    /// <summary>True if there is an objectness before the classes.</summary>
    public bool Objectness { get; init; }

    /// <summary>What the four numbers of a box are; of no meaning with <see cref="Strides"/>.</summary>
    public BoxForm Form { get; init; }

    /// <summary>True if boxes are on 0..1 rather than in pixels of the input.</summary>
    public bool Normalized { get; init; }

    /// <summary>Numbers after the classes that are not read: mask coefficients, key points, an angle.</summary>
    public int Extra { get; init; }

    /// <summary>Input pixels a cell of each grid whose offsets the boxes are; empty if they are boxes.</summary>
    public ImmutableArray<int> Strides
    {
        get => [.. _levels.Select(l => l.Stride)];
        init => _levels = [.. value.Select(s => new GridLevel(s, 1))];
    }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    private string Name => !_levels.IsEmpty ? "yolox" : Objectness ? "yolov5" : "yolov8";

    private int Before => Objectness ? 5 : 4;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        int? found = PredictionTable.SizeOf(outputs[0], Layout)?.Columns - Before - Extra;
        if (found >= 1 && (classes ?? found) == found)
            return;
        string extra = Extra > 0 ? $" + {Extra} that are not read" : "";
        string numbers = classes is { } c
            ? string.Create(CultureInfo.InvariantCulture, $"{Before + c + Extra} = {Before} + {c} classes{extra}")
            : $"{Before} + classes{extra}";
        throw Mismatch(Name, Layout == PredictionLayout.Rows ? $"[1, N, {numbers}]" : $"[1, {numbers}, N]", outputs[0]);
    }

    /// <inheritdoc/>
    public override void ValidateInput(ReadOnlySpan<TensorShape> outputs, int inputWidth, int inputHeight)
    {
        if (!_levels.IsEmpty)
            CheckRows(Name, _levels.AsSpan(), PredictionTable.SizeOf(outputs[0], Layout)!.Value.Rows, inputWidth, inputHeight);
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        PredictionTable table = PredictionTable.Of(outputs[0], Layout);
        var columns = new DenseColumns(Before, table.Columns - Before - Extra, Objectness ? 4 : -1);
        Propose(table, table, columns, ScoreFunction.None, new DenseRun(inputWidth, inputHeight, conf), candidates);
    }

    private protected override Box BoxAt(in PredictionTable boxes, int row, in DenseRun run)
    {
        if (_levels.IsEmpty)
            return BoxForms.Read(Form, boxes, row, Normalized ? run.InputWidth : 1, Normalized ? run.InputHeight : 1);
        GridCell cell = GridLevels.At(row, _levels.AsSpan(), run.InputWidth, run.InputHeight);
        float stride = _levels[cell.Level].Stride;
        return Box.FromCenter((cell.Column + boxes[row, 0]) * stride, (cell.Row + boxes[row, 1]) * stride,
            MathF.Exp(boxes[row, 2]) * stride, MathF.Exp(boxes[row, 3]) * stride);
    }
}
