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
    private readonly WindowAxes _axes;
    private readonly float* _input;
    private readonly HostBuffer _zeros;
    private readonly nint[] _offsets;

    /// <summary>Binds the input.</summary>
    public WindowRows(WindowAxes axes, float* input)
    {
        _axes = axes;
        _input = input;
        _zeros = new HostBuffer((long)axes.Channels * sizeof(float));
        _offsets = new nint[axes.Taps];
        for (int i = 0; i < _offsets.Length; i++)
        {
            int x = i % axes.X.Kernel, y = i / axes.X.Kernel % axes.Y.Kernel, z = i / axes.X.Kernel / axes.Y.Kernel;
            nint row = ((nint)z * axes.Z.Dilation * axes.Y.Input) + (y * axes.Y.Dilation);
            _offsets[i] = ((row * axes.X.Input) + (x * axes.X.Dilation)) * axes.Channels;
        }
    }

    /// <inheritdoc/>
    public void Locate(int row, float** pointers, int step)
    {
        WindowAxis ax = _axes.X, ay = _axes.Y, az = _axes.Z;
        int x = ax.Position(row % ax.Output, 0);
        row /= ax.Output;
        int y = ay.Position(row % ay.Output, 0);
        row /= ay.Output;
        int z = az.Position(row % az.Output, 0), picture = row / az.Output;
        float* corner = _input + ((((((nint)picture * az.Input) + z) * ay.Input) + y) * ax.Input + x) * _axes.Channels;
        if (IsInside(ax, x) && IsInside(ay, y) && IsInside(az, z))
        {
            foreach (nint offset in _offsets)
            {
                *pointers = corner + offset;
                pointers += step;
            }

            return;
        }

        float* zeros = _zeros.Pointer<float>();
        int tap = 0;
        for (int kz = 0; kz < az.Kernel; kz++)
        {
            bool inZ = (uint)(z + (kz * az.Dilation)) < (uint)az.Input;
            for (int ky = 0; ky < ay.Kernel; ky++)
            {
                bool inY = inZ && (uint)(y + (ky * ay.Dilation)) < (uint)ay.Input;
                for (int kx = 0; kx < ax.Kernel; kx++, tap++)
                {
                    bool inside = inY && (uint)(x + (kx * ax.Dilation)) < (uint)ax.Input;
                    *pointers = inside ? corner + _offsets[tap] : zeros;
                    pointers += step;
                }
            }
        }
    }

    private static bool IsInside(in WindowAxis axis, int first) => first >= 0 && first + axis.Span <= axis.Input;
}
