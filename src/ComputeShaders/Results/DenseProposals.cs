using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>Predictions at every place of a grid: one shader for all decoders, which differ in how they code boxes.</summary>
internal static class DenseProposals
{
    // Of shaders/decode/dense_boxes.glsl.
    private const int CenterSize = 0, Corners = 1, Offsets = 2, Distances = 3, Anchored = 4, RawHeads = 5;

    /// <summary>The proposals of YOLO exports with one output.</summary>
    public static GpuProposals Create(YoloDecoder decoder, GpuProposalRequest request)
    {
        DenseTable table = DenseTable.Of(request.Outputs[0], decoder.Layout);
        int before = decoder.Objectness ? 5 : 4;
        var columns = new DenseColumns(before, table.Columns - before - decoder.Extra, decoder.Objectness ? 4 : -1);
        ImmutableArray<ShaderDefine> boxes = decoder.Strides.IsEmpty
            ? Decoded(decoder.Form, yFirst: false, decoder.Normalized, request)
            : [new("BOXES", Offsets), .. Levels([.. decoder.Strides.Select(s => new GridLevel(s, 1))], request, 0)];
        return Single(decoder, request, 0, table, columns, ScoreFunction.None, boxes);
    }

    /// <summary>The proposals of a NanoDet.</summary>
    public static GpuProposals Create(NanoDetDecoder decoder, GpuProposalRequest request)
    {
        DenseTable table = DenseTable.Of(request.Outputs[0], decoder.Layout);
        int bins = decoder.RegMax + 1;
        return Single(decoder, request, 0, table, new DenseColumns(0, table.Columns - (4 * bins)), ScoreFunction.None,
        [
            new("BOXES", Distances), new("BINS", bins), new ShaderDefine("OFFSET", decoder.Offset),
            .. Levels([.. decoder.Strides.Select(s => new GridLevel(s, 1))], request, 0),
        ]);
    }

    /// <summary>The proposals of YOLOv5's raw heads.</summary>
    public static GpuProposals Create(YoloV5GridDecoder decoder, GpuProposalRequest request)
    {
        IEnumerable<GpuProposals> heads = decoder.Anchors.Select((anchors, i) =>
        {
            TensorShape shape = request.Outputs[i];
            int cells = shape[2] * shape[3], numbers = shape.Rank == 5 ? shape[4] : shape[1] / anchors.Length;
            DenseTable table = shape.Rank == 5 ? new(cells, numbers, numbers, 1) : new(cells, numbers, 1, cells);
            return Single(decoder, request, i, table with { Planes = anchors.Length }, new DenseColumns(5, numbers - 5, 4),
                ScoreFunction.Sigmoid,
                [new("BOXES", RawHeads), Sizes(anchors), new("GRID", GpuProposals.Vector(shape[3], shape[2]))]);
        }).ToArray();
        return new GpuProposals([.. heads.SelectMany(h => h.Passes)], heads.Max(h => h.Classes));
    }

    /// <summary>The proposals of a single-shot detector.</summary>
    public static GpuProposals Create(SsdDecoder decoder, GpuProposalRequest request)
    {
        var passes = ImmutableArray.CreateBuilder<GpuProposalPass>(decoder.Parts);
        int first = decoder.Background ? 1 : 0, firstRow = 0, classes = 1;
        for (int i = 0; i < decoder.Parts; i++)
        {
            DenseTable boxes = DenseTable.Of(request.Outputs[i], PredictionLayout.Rows);
            DenseTable scores = DenseTable.Of(request.Outputs[decoder.Parts + i], decoder.Layout);
            var columns = new DenseColumns(first, scores.Columns - first);
            passes.Add(Pass(decoder, request, [i, decoder.Parts + i], boxes, scores, columns, decoder.Scores,
                decoder.Anchors is { } anchors ? Relative(decoder, anchors, request, firstRow)
                    : Decoded(decoder.Form, decoder.YFirst, decoder.Normalized, request)));
            (firstRow, classes) = (firstRow + boxes.Places, Math.Max(classes, columns.Classes));
        }

        return new GpuProposals(passes.MoveToImmutable(), classes);
    }

    private static ImmutableArray<ShaderDefine> Decoded(BoxForm form, bool yFirst, bool normalized, GpuProposalRequest request) =>
    [
        new("BOXES", form == BoxForm.Corners ? Corners : CenterSize), new("Y_FIRST", yFirst),
        new("SCALE", normalized ? GpuProposals.Vector(request.InputWidth, request.InputHeight) : GpuProposals.Vector(1, 1)),
    ];

    private static ImmutableArray<ShaderDefine> Relative(
        SsdDecoder decoder, SsdAnchors anchors, GpuProposalRequest request, int firstRow)
    {
        ImmutableArray<(int Stride, ImmutableArray<Anchor> Sizes)> grids = anchors.Grids();
        ImmutableArray<float> scale = !decoder.Scale.IsEmpty ? decoder.Scale
            : [request.InputWidth, request.InputHeight, request.InputWidth, request.InputHeight];
        return
        [
            new("BOXES", Anchored), new("Y_FIRST", decoder.YFirst), new("EXPONENTIAL", decoder.Exponential),
            Sizes([.. grids.SelectMany(g => g.Sizes)]), new ShaderDefine("OFFSET", anchors.Offset),
            new("SCALE", $"vec4({string.Join(", ", scale.Select(s => new ShaderDefine("", s).Value))})"),
            .. Levels([.. grids.Select(g => new GridLevel(g.Stride, g.Sizes.Length))], request, firstRow),
        ];
    }

    private static GpuProposals Single(
        DenseDecoder decoder, GpuProposalRequest request, int output, DenseTable table, in DenseColumns columns,
        ScoreFunction function, ImmutableArray<ShaderDefine> boxes) =>
        new([Pass(decoder, request, [output], table, table, columns, function, boxes)], columns.Classes);

    private static GpuProposalPass Pass(
        DenseDecoder decoder, GpuProposalRequest request, ImmutableArray<int> outputs, DenseTable boxes, DenseTable scores,
        in DenseColumns columns, ScoreFunction function, ImmutableArray<ShaderDefine> coding)
    {
        int rows = boxes.Places * boxes.Planes;
        return new GpuProposalPass("decode/dense.comp",
        [
            new("ROWS", rows), new("PLACES", boxes.Places), new("SCORES_APART", outputs.Length > 1),
            new("BOX_NUMBERS", boxes.Columns), new("BOX_ROW", boxes.RowStride), new("BOX_COLUMN", boxes.ColumnStride),
            new("SCORE_NUMBERS", scores.Columns), new("SCORE_ROW", scores.RowStride),
            new("SCORE_COLUMN", scores.ColumnStride), new("FIRST_CLASS", columns.FirstClass), new("CLASSES", columns.Classes),
            new("OBJECTNESS", columns.Objectness), new("FUNCTION", (int)function), new("MULTI_LABEL", decoder.MultiLabel),
            new("INPUT", GpuProposals.Vector(request.InputWidth, request.InputHeight)), .. coding,
        ],
        outputs, rows, decoder.MultiLabel ? rows * columns.Classes : rows);
    }

    private static ShaderDefine Sizes(ImmutableArray<Anchor> anchors) =>
        new("SIZES", $"vec2[]({string.Join(", ", anchors.Select(a => GpuProposals.Vector(a.Width, a.Height)))})");

    private static ImmutableArray<ShaderDefine> Levels(ImmutableArray<GridLevel> levels, GpuProposalRequest request, int firstRow)
    {
        return
        [
            new("LEVELS", levels.Length), Array("STRIDES", l => l.Stride), Array("LEVEL_ANCHORS", l => l.Anchors),
            Array("LEVEL_COLUMNS", l => GridLevels.Cells(request.InputWidth, l.Stride)),
            Array("LEVEL_ROWS", l => GridLevels.Cells(request.InputHeight, l.Stride)), new("FIRST_ROW", firstRow),
        ];

        ShaderDefine Array(string name, Func<GridLevel, int> of) => new(name, $"int[]({string.Join(", ", levels.Select(of))})");
    }
}
