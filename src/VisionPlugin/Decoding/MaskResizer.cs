using VisionPlugin.Frames;

namespace VisionPlugin.Decoding;

/// <summary>
/// Brings a network's mask of W x H cells back to the frame. Keeps its tables and rows, so that further frames of the
/// same size allocate nothing.
/// </summary>
internal sealed class MaskResizer
{
    private readonly MaskAxis _x = new();
    private readonly MaskAxis _y = new();
    private float[] _cells = [];
    private byte[] _classes = [];
    private float[] _upper = [];
    private float[] _lower = [];
    private int _width;
    private int _height;

    public void Prepare(FrameToTensorOptions options, in FrameTransform transform, int width, int height)
    {
        (_width, _height) = (width, height);
        _x.Update(transform.X, options.Width, width);
        _y.Update(transform.Y, options.Height, height);
        Grow(ref _cells, width * height);
        Grow(ref _classes, width * height);
        Grow(ref _upper, transform.X.FrameSize);
        Grow(ref _lower, transform.X.FrameSize);
    }

    public void Interpolate(ReadOnlySpan<float> values, bool sigmoid, Span<byte> mask)
    {
        ToBytes(values, sigmoid, _cells);
        int columns = _x.Size, upperRow = -1, lowerRow = -1;
        for (int y = 0; y < _y.Size; y++)
        {
            Span<byte> target = mask.Slice(y * columns, columns);
            if (!_y.IsSeen(y))
            {
                target.Clear();
                continue;
            }

            (int top, int bottom, float weight) = (_y.Cell0[y], _y.Cell1[y], _y.Weight[y]);
            // Going down, the lower row becomes the upper one: each row of cells is stretched once.
            if (top == lowerRow)
                (_upper, _lower, upperRow, lowerRow) = (_lower, _upper, lowerRow, upperRow);
            if (top != upperRow)
                Stretch(upperRow = top, _upper);
            if (bottom != lowerRow)
                Stretch(lowerRow = bottom, _lower);
            Blend(_upper.AsSpan(0, columns), _lower.AsSpan(0, columns), weight, target);
        }
    }

    public void PickClasses(ReadOnlySpan<float> values, int classes, Span<byte> mask)
    {
        int cells = _width * _height;
        values[..cells].CopyTo(_cells);
        _classes.AsSpan(0, cells).Clear();
        for (int c = 1; c < classes; c++)
        {
            ReadOnlySpan<float> scores = values.Slice(c * cells, cells);
            for (int i = 0; i < scores.Length; i++)
            {
                if (scores[i] > _cells[i] || (float.IsNaN(_cells[i]) && !float.IsNaN(scores[i])))
                    (_cells[i], _classes[i]) = (scores[i], (byte)c);
            }
        }

        for (int y = 0; y < _y.Size; y++)
        {
            Span<byte> target = mask.Slice(y * _x.Size, _x.Size);
            if (!_y.IsSeen(y))
            {
                target.Clear();
                continue;
            }

            ReadOnlySpan<byte> row = _classes.AsSpan(_y.Nearest(y) * _width, _width);
            for (int x = 0; x < target.Length; x++)
                target[x] = _x.IsSeen(x) ? row[_x.Nearest(x)] : (byte)0;
        }
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length];
    }

    // Probabilities on 0..255; NaN counts as 0.
    private static void ToBytes(ReadOnlySpan<float> values, bool sigmoid, Span<float> cells)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float p = sigmoid ? AnchorGrid.Sigmoid(values[i]) : values[i];
            cells[i] = p > 0 ? 255 * Math.Min(p, 1) : 0;
        }
    }

    private void Stretch(int row, float[] target)
    {
        ReadOnlySpan<float> cells = _cells.AsSpan(row * _width, _width);
        for (int x = 0; x < _x.Size; x++)
        {
            float left = cells[_x.Cell0[x]], right = cells[_x.Cell1[x]];
            target[x] = _x.IsSeen(x) ? left + (_x.Weight[x] * (right - left)) : 0;
        }
    }

    private static void Blend(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float weight, Span<byte> target)
    {
        for (int x = 0; x < target.Length; x++)
            target[x] = (byte)(upper[x] + (weight * (lower[x] - upper[x])) + 0.5f);
    }
}
