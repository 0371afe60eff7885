using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// A channels-last tensor as the left-hand matrix of a product: one row an output pixel, one run an element of the window
/// (all channels of the input pixel under it, or zeros in the padding). Nothing is copied.
/// </summary>
internal sealed unsafe class WindowRows : IRowSource
{
    private readonly WindowAxis _x;
    private readonly WindowAxis _y;
    private readonly WindowAxis _z;
    private readonly WindowGrid _grid;
    private readonly HostBuffer _zeros;
    private readonly float* _first;

    /// <summary>Binds the input.</summary>
    public WindowRows(WindowAxes axes, float* input)
    {
        (_x, _y, _z) = (axes.X, axes.Y, axes.Z);
        _grid = new WindowGrid(axes, _z.Input, _y.Input, _x.Input, wholeLines: false);
        _zeros = new HostBuffer((long)axes.Channels * sizeof(float));
        nint line = ((nint)_z.PadBegin * _y.Input) + _y.PadBegin;
        _first = input - (((line * _x.Input) + _x.PadBegin) * axes.Channels);
    }

    /// <inheritdoc/>
    public void Locate(int row, int count, float** pointers)
    {
        nint[] runs = _grid.Runs;
        nint offset = _grid.Find(row, out int z, out int y, out int x);
        for (int i = 0; i < count; i++)
        {
            float* corner = _first + offset;
            int left = _x.Position(x, 0), top = _y.Position(y, 0), front = _z.Position(z, 0);
            if (IsInside(_x, left) && IsInside(_y, top) && IsInside(_z, front))
            {
                for (int run = 0; run < runs.Length; run++)
                    pointers[(run * count) + i] = corner + runs[run];
            }
            else
            {
                LocatePadded(corner, front, top, left, pointers + i, count);
            }

            offset = ++x < _x.Output ? offset + _grid.StepX : _grid.Find(row + i + 1, out z, out y, out x);
        }
    }

    private static bool IsInside(in WindowAxis axis, int first) => first >= 0 && first + axis.Span <= axis.Input;

    private void LocatePadded(float* corner, int z, int y, int x, float** pointers, int step)
    {
        float* zeros = _zeros.Pointer<float>();
        int run = 0;
        for (int kz = 0; kz < _z.Kernel; kz++)
        {
            bool inZ = (uint)(z + (kz * _z.Dilation)) < (uint)_z.Input;
            for (int ky = 0; ky < _y.Kernel; ky++)
            {
                bool inY = inZ && (uint)(y + (ky * _y.Dilation)) < (uint)_y.Input;
                for (int kx = 0; kx < _x.Kernel; kx++, run++)
                {
                    bool inside = inY && (uint)(x + (kx * _x.Dilation)) < (uint)_x.Input;
                    *pointers = inside ? corner + _grid.Runs[run] : zeros;
                    pointers += step;
                }
            }
        }
    }
}
