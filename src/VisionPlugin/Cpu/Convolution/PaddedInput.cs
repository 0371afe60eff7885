using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// For convolutions of few channels: a copy of the input with its padding around it, channels last, so that a whole line
/// of the window over all channels is one run of neighbouring floats. Reads planar and channels-last inputs.
/// </summary>
internal sealed unsafe class PaddedInput : IRowSource
{
    private readonly KernelContext _context;
    private readonly WindowAxes _axes;
    private readonly int _width;
    private readonly int _height;
    private readonly int _depth;
    private readonly WindowGrid _grid;
    private readonly Action<int, int> _task;

    /// <summary>Reserves the copy in the shared scratch memory.</summary>
    public PaddedInput(KernelContext context, WindowAxes axes)
    {
        (_context, _axes, _task) = (context, axes, CopyLine);
        (_width, _height, _depth) = (Size(axes.X), Size(axes.Y), Size(axes.Z));
        _grid = new WindowGrid(axes, _depth, _height, _width, wholeLines: true);
        context.Scratch.ReserveShared((long)Lines * _width * axes.Channels * sizeof(float));
    }

    /// <summary>Runs of k in a row: lines of the window.</summary>
    public int Runs => _grid.Runs.Length;

    private int Lines => _axes.Batch * _depth * _height;

    private float* Copy => (float*)_context.Scratch.Shared;

    /// <summary>Makes the copy; to be called before every product.</summary>
    public void Fill() => _context.Team.For(Lines, _task);

    /// <inheritdoc/>
    public void Locate(int row, int count, float** pointers)
    {
        float* copy = Copy;
        nint[] runs = _grid.Runs;
        nint corner = _grid.Find(row, out _, out _, out int x);
        for (int i = 0; i < count; i++)
        {
            for (int run = 0; run < runs.Length; run++)
                pointers[(run * count) + i] = copy + corner + runs[run];
            corner = ++x < _axes.X.Output ? corner + _grid.StepX : _grid.Find(row + i + 1, out _, out _, out x);
        }
    }

    // The elements that windows reach, padding included.
    private static int Size(WindowAxis axis) => ((axis.Output - 1) * axis.Stride) + axis.Span;

    private void CopyLine(int task, int member)
    {
        int channels = _axes.Channels;
        float* target = Copy + ((nint)task * _width * channels);
        int y = (task % _height) - _axes.Y.PadBegin, z = (task / _height % _depth) - _axes.Z.PadBegin;
        int picture = task / _height / _depth;
        if ((uint)y >= (uint)_axes.Y.Input || (uint)z >= (uint)_axes.Z.Input)
        {
            new Span<float>(target, _width * channels).Clear();
            return;
        }

        WindowAxis axis = _axes.X;
        int before = Math.Clamp(axis.PadBegin, 0, _width), skipped = Math.Max(-axis.PadBegin, 0);
        int count = Math.Clamp(axis.Input - skipped, 0, _width - before);
        new Span<float>(target, before * channels).Clear();
        new Span<float>(target + ((before + count) * channels), (_width - before - count) * channels).Clear();
        target += before * channels;
        nint planeStep = (nint)_axes.Z.Input * _axes.Y.Input * axis.Input;
        nint line = ((nint)z * _axes.Y.Input) + y;
        if (_context.X.IsChannelsLast)
        {
            float* source = _context.X.Data + ((((picture * planeStep) + (line * axis.Input)) + skipped) * channels);
            new Span<float>(source, count * channels).CopyTo(new Span<float>(target, count * channels));
            return;
        }

        float* first = _context.X.Data + (picture * channels * planeStep) + (line * axis.Input) + skipped;
        if (channels == 3)
        {
            // Colour pictures: three streams at once.
            float* second = first + planeStep, third = second + planeStep;
            for (int x = 0; x < count; x++, target += 3)
            {
                target[0] = first[x];
                target[1] = second[x];
                target[2] = third[x];
            }

            return;
        }

        for (int c = 0; c < channels; c++)
        {
            for (int x = 0; x < count; x++)
                target[(x * channels) + c] = first[(c * planeStep) + x];
        }
    }
}
