using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// Single-shot detectors: boxes (1, N, 4 or more) and scores (1, N, C), each in one output or in one for each grid, all
/// boxes first. Boxes are those of the picture, or relative to <see cref="Anchors"/>: for an anchor (ax, ay, aw, ah) and
/// the divisors (sx, sy, sw, sh) of <see cref="Scale"/>
/// <code>
/// centre x = ax + aw * tx / sx      width  = aw * tw / sw, or aw * exp(tw / sw) if exponential
/// centre y = ay + ah * ty / sy      height = ah * th / sh, or ah * exp(th / sh)
/// </code>
/// (Liu et al., "SSD", 2016; Bazarevsky et al., "BlazeFace", 2019.) What a box has beyond its four numbers, such as key
/// points, is not read.
/// </summary>
public sealed class SsdDecoder : DenseDecoder
{
    private readonly ImmutableArray<ImmutableArray<Anchor>> _sizes = [];
    private readonly ImmutableArray<GridLevel> _levels = [];

    /// <summary>The anchors; null if boxes are those of the picture.</summary>
    public SsdAnchors? Anchors
    {
        get;
        init
        {
            field = value;
            ImmutableArray<(int Stride, ImmutableArray<Anchor> Sizes)> grids = value?.Grids() ?? [];
            _levels = [.. grids.Select(g => new GridLevel(g.Stride, g.Sizes.Length))];
            _sizes = [.. grids.Select(g => g.Sizes)];
        }
    }

    /// <summary>Divisors of tx, ty, tw and th; empty for the input's width and height, as in BlazeFace.</summary>
    public ImmutableArray<float> Scale { get; init; } = [];

    /// <summary>True if sizes are exponents.</summary>
    public bool Exponential { get; init; }

    /// <summary>What boxes are that are not relative to anchors.</summary>
    public BoxForm Form { get; init; }

    /// <summary>True if such boxes are on 0..1 rather than in pixels of the input.</summary>
    public bool Normalized { get; init; }

    /// <summary>True if y comes before x and height before width, as TensorFlow writes boxes.</summary>
    public bool YFirst { get; init; }

    /// <summary>What turns scores into probabilities.</summary>
    public ScoreFunction Scores { get; init; }

    /// <summary>True if the first score is that of the background; classes are counted from the second one.</summary>
    public bool Background { get; init; }

    /// <summary>Number of outputs that the boxes are in, and of those that the scores are in.</summary>
    public int Parts { get; init; } = 1;

    /// <inheritdoc/>
    public override int OutputCount => 2 * Parts;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        for (int i = 0; i < Parts; i++)
        {
            if (PredictionTable.SizeOf(outputs[i], PredictionLayout.Rows) is not { Columns: >= 4 } boxes)
                throw Mismatch("ssd", "[1, N, 4 or more] for boxes", outputs[i]);
            int least = Background ? 2 : 1, found = 0;
            if (PredictionTable.SizeOf(outputs[Parts + i], Layout) is { } scores && scores.Rows == boxes.Rows)
                found = scores.Columns;
            if (found >= least && (classes is not { } c || found == c + least - 1))
                continue;
            string numbers = classes is { } n
                ? string.Create(CultureInfo.InvariantCulture, $"{n + least - 1} = {n} classes{(Background ? " + background" : "")}")
                : $"classes{(Background ? " + background" : "")}";
            throw Mismatch("ssd", Layout == PredictionLayout.Rows
                ? $"[1, {boxes.Rows}, {numbers}] for the scores of the boxes {outputs[i]}"
                : $"[1, {numbers}, {boxes.Rows}] for the scores of the boxes {outputs[i]}", outputs[Parts + i]);
        }
    }

    /// <inheritdoc/>
    public override void ValidateInput(ReadOnlySpan<TensorShape> outputs, int inputWidth, int inputHeight)
    {
        int rows = 0;
        for (int i = 0; i < Parts; i++)
            rows += PredictionTable.SizeOf(outputs[i], PredictionLayout.Rows)!.Value.Rows;
        if (Anchors is not null)
            CheckRows("ssd", _levels.AsSpan(), rows, inputWidth, inputHeight);
    }

    /// <inheritdoc/>
    public override void Decode(
        ReadOnlySpan<Tensor<float>> outputs, int inputWidth, int inputHeight, float conf, CandidateList candidates)
    {
        int first = Background ? 1 : 0;
        var run = new DenseRun(inputWidth, inputHeight, conf);
        for (int i = 0; i < Parts; i++)
        {
            PredictionTable boxes = PredictionTable.Of(outputs[i], PredictionLayout.Rows);
            PredictionTable scores = PredictionTable.Of(outputs[Parts + i], Layout);
            Propose(boxes, scores, new DenseColumns(first, scores.Columns - first), Scores, run, candidates);
            run = run with { FirstRow = run.FirstRow + boxes.Rows };
        }
    }

    private protected override Box BoxAt(in PredictionTable boxes, int row, in DenseRun run)
    {
        (int x, int y) = YFirst ? (1, 0) : (0, 1);
        float a = boxes[row, x], b = boxes[row, y], c = boxes[row, 2 + x], d = boxes[row, 2 + y];
        (int width, int height) = (run.InputWidth, run.InputHeight);
        if (Anchors is not { } anchors)
            return Normalized ? BoxForms.Read(Form, a * width, b * height, c * width, d * height) : BoxForms.Read(Form, a, b, c, d);

        GridCell cell = GridLevels.At(run.FirstRow + row, _levels.AsSpan(), width, height);
        Anchor size = _sizes[cell.Level][cell.Anchor];
        float tw = c / ScaleOf(2, width), th = d / ScaleOf(3, height);
        if (Exponential)
            (tw, th) = (MathF.Exp(tw), MathF.Exp(th));
        return Box.FromCenter(
            (((cell.Column + anchors.Offset) / cell.Columns) + (size.Width * a / ScaleOf(0, width))) * width,
            (((cell.Row + anchors.Offset) / cell.Rows) + (size.Height * b / ScaleOf(1, height))) * height,
            tw * size.Width * width, th * size.Height * height);
    }

    private float ScaleOf(int number, int inputSize) => Scale.IsEmpty ? inputSize : Scale[number];
}
