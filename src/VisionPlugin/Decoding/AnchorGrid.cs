using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// What YOLO v2 to v4 have in common: an output (1, A * (5 + C), H, W) whose channel a * (5 + C) + k holds, for anchor a,
/// k = (tx, ty, tw, th, objectness, C class logits), and in cell (row, column) of the H x W grid
/// <code>
/// centre x = (column + s * sigmoid(tx) - (s - 1) / 2) * input width / W      likewise y
/// width    = exp(tw) * anchor width                                          likewise height
/// </code>
/// (Redmon and Farhadi, "YOLO9000", 2016; s = scale_x_y: Bochkovskiy et al., "YOLOv4", 2020.)
/// </summary>
internal readonly ref struct AnchorGrid
{
    private readonly ReadOnlySpan<float> _values;
    private readonly int _channels;
    private readonly int _rows;
    private readonly int _columns;
    private readonly float _cellWidth;
    private readonly float _cellHeight;
    private readonly float _scaleXY;

    public AnchorGrid(Tensor<float> output, int anchors, int inputWidth, int inputHeight, float scaleXY)
    {
        _values = output.AsSpan();
        _channels = output.Shape[1] / anchors;
        _rows = output.Shape[2];
        _columns = output.Shape[3];
        _cellWidth = (float)inputWidth / _columns;
        _cellHeight = (float)inputHeight / _rows;
        _scaleXY = scaleXY;
    }

    /// <summary>Number of class channels.</summary>
    public int Classes => _channels - 5;

    /// <summary>Cells of the grid.</summary>
    public int Cells => _rows * _columns;

    /// <summary>Size of a cell in input pixels.</summary>
    public (float Width, float Height) CellSize => (_cellWidth, _cellHeight);

    /// <summary>sigmoid(objectness).</summary>
    public float Objectness(int anchor, int cell) => Sigmoid(At(anchor, 4, cell));

    /// <summary>A class logit.</summary>
    public float Class(int anchor, int cell, int index) => At(anchor, 5 + index, cell);

    /// <summary>The box in input pixels; <paramref name="size"/> is the anchor's in input pixels.</summary>
    public Box BoxAt(int anchor, int cell, Anchor size)
    {
        int row = cell / _columns, column = cell % _columns;
        float shift = (_scaleXY - 1) / 2;
        float x = (column + (_scaleXY * Sigmoid(At(anchor, 0, cell))) - shift) * _cellWidth;
        float y = (row + (_scaleXY * Sigmoid(At(anchor, 1, cell))) - shift) * _cellHeight;
        return Box.FromCenter(x, y, MathF.Exp(At(anchor, 2, cell)) * size.Width, MathF.Exp(At(anchor, 3, cell)) * size.Height);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>True if an output has the shape (1, A * (5 + C), H, W), with any C where it is not known.</summary>
    public static bool Fits(TensorShape output, int anchors, int? classes) =>
        output.Rank == 4 && output[0] == 1 && output[2] > 0 && output[3] > 0
        && (classes is { } c ? output[1] == anchors * (5 + c) : output[1] >= anchors * 5 && output[1] % anchors == 0);

    private float At(int anchor, int k, int cell) => _values[(((anchor * _channels) + k) * Cells) + cell];
}
