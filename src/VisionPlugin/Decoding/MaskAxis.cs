using VisionPlugin.Frames;

namespace VisionPlugin.Decoding;

/// <summary>
/// For every column (or row) of a mask over the whole frame, of the frame's size or another, the two cells of the
/// network's mask around it.
/// </summary>
internal sealed class MaskAxis
{
    private (AxisTransform Axis, int InputSize, int Cells, int Size) _key;
    private bool[] _seen = [];

    /// <summary>Columns.</summary>
    public int Size { get; private set; }

    public int[] Cell0 { get; private set; } = [];

    public int[] Cell1 { get; private set; } = [];

    /// <summary>Weight of <see cref="Cell1"/>.</summary>
    public float[] Weight { get; private set; } = [];

    /// <summary>False for a column that the network was not shown.</summary>
    public bool IsSeen(int i) => _seen[i];

    /// <summary>The nearer of the two cells.</summary>
    public int Nearest(int i) => Weight[i] < 0.5f ? Cell0[i] : Cell1[i];

    /// <summary>Fills the tables for an input of <paramref name="inputSize"/> columns, seen as <paramref name="cells"/> cells.</summary>
    /// <param name="axis">Where the frame is in the input.</param>
    /// <param name="inputSize">Columns of the input.</param>
    /// <param name="cells">Columns of the network's mask.</param>
    /// <param name="size">Columns of the mask to be made; 0 for the frame's.</param>
    /// <returns>False if they were filled so before.</returns>
    public bool Update(AxisTransform axis, int inputSize, int cells, int size = 0)
    {
        size = size == 0 ? axis.FrameSize : size;
        if (_key == (axis, inputSize, cells, size))
            return false;
        _key = (axis, inputSize, cells, size);
        Size = size;
        if (Cell0.Length < Size)
            (Cell0, Cell1, Weight, _seen) = (new int[Size], new int[Size], new float[Size], new bool[Size]);
        double c = axis.Coordinates == PixelCoordinates.HalfPixel ? 0.5 : 0, step = (double)axis.FrameSize / size;
        for (int i = 0; i < Size; i++)
        {
            double input = axis.ToInput((i + c) * step), cell = (input * cells / inputSize) - c, floor = Math.Floor(cell);
            _seen[i] = input >= 0 && input < inputSize;
            Cell0[i] = Math.Clamp((int)floor, 0, cells - 1);
            Cell1[i] = Math.Clamp((int)floor + 1, 0, cells - 1);
            Weight[i] = (float)(cell - floor);
        }

        return true;
    }
}
