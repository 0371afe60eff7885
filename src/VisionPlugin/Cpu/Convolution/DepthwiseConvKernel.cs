using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// Convolution of every channel with a kernel of its own, over channels-last tensors. A task is a line of the output. Where
/// the window lies inside the input four pixels share each weight; at the edges only the elements inside are visited.
/// With stride 1 neighbouring pixels of few channels are seen as one pixel of many, so that registers are full.
/// </summary>
internal sealed unsafe class DepthwiseConvKernel<TVec> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
{
    private readonly WindowAxes _axes;
    private readonly WindowGrid _grid;
    private readonly Epilogue _epilogue;
    private readonly int _merged;
    private readonly HostBuffer _weights;
    private readonly HostBuffer _bias;
    private readonly float* _first;
    private readonly float* _y;
    private readonly float* _residual;
    private readonly Action<int, int> _task;

    /// <summary>Binds the convolution.</summary>
    public DepthwiseConvKernel(KernelContext context)
        : base(context)
    {
        var conv = (Conv)context.Operator;
        TensorShape w = context.Inputs[1]!.Shape;
        _axes = new WindowAxes(conv.Geometry(context.X.Shape, w), context.X.Shape);
        _grid = new WindowGrid(_axes, _axes.Z.Input, _axes.Y.Input, _axes.X.Input, wholeLines: false);
        _epilogue = Epilogue.Of<TVec>(conv.Activation);
        int channels = _axes.Channels, taps = _axes.Taps;
        _merged = _axes.X.Stride == 1 ? PixelsToMerge(channels) : 1;
        int width = channels * _merged;
        _weights = new HostBuffer((long)width * taps * sizeof(float));
        _bias = new HostBuffer((long)width * sizeof(float));
        Span<float> packed = _weights.Slice<float>(0, width * taps), terms = _bias.Slice<float>(0, width);
        ReadOnlySpan<float> source = context.Inputs[1]!.Tensor.AsSpan<float>();
        for (int i = 0; i < packed.Length; i++)
            packed[i] = source[(i % channels * taps) + (i / width)];
        for (int i = 0; i < terms.Length && context.Input(2) is { } bias; i++)
            terms[i] = bias.Tensor.AsSpan<float>()[i % channels];
        nint padding = ((((nint)_axes.Z.PadBegin * _axes.Y.Input) + _axes.Y.PadBegin) * _axes.X.Input) + _axes.X.PadBegin;
        _first = context.X.Data - (padding * channels);
        _y = context.Y.Data;
        Operand? residual = context.Input(3, context.Y.Layout);
        _residual = residual is null ? null : residual.Data;
        context.Scratch.ReserveForEach((long)taps * sizeof(DepthwiseTap));
        _task = ComputeLine;
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For(_axes.OutputPixels / _axes.X.Output, _task);

    // Enough pixels to fill two registers exactly, if they are not filled already.
    private static int PixelsToMerge(int channels)
    {
        int pixels = 1;
        while (channels * pixels % TVec.Count != 0 || channels * pixels < 2 * TVec.Count)
            pixels++;
        return pixels;
    }

    private void ComputeLine(int line, int member)
    {
        DepthwiseTap* taps = (DepthwiseTap*)Context.Scratch.Of(member);
        WindowAxis axis = _axes.X;
        int width = axis.Output, pixel = line * width;
        nint corner = _grid.Find(pixel, out int z, out int y, out _);
        nint start = (nint)pixel * _axes.Channels;
        var block = new DepthwiseBlock
        {
            Taps = taps,
            X = _first + corner,
            Bias = _bias.Pointer<float>(),
            Y = _y + start,
            Residual = _residual == null ? null : _residual + start,
            Low = _epilogue.Low,
            High = _epilogue.High,
        };

        // Between these all windows lie inside the input along X, so that their elements are the same.
        (int from, int to) = WindowAxes.Inside(axis);
        for (int x = 0; x < width;)
        {
            bool inside = x >= from && x < to;
            if (!inside || x == from)
                block.Count = FindTaps(taps, z, y, x);
            int pixels = inside ? to - x : 1;
            x += pixels;
            if (_merged > 1)
                pixels -= Run(ref block, _merged, pixels / _merged);
            Run(ref block, 1, pixels);
        }

        if (_epilogue.Then is { } function)
            function.Apply(_y + start, _y + start, (nint)width * _axes.Channels);
    }

    // Computes some pixels, or groups of pixels seen as one, and returns the number of pixels.
    private int Run(ref DepthwiseBlock block, int merged, int count)
    {
        block.Channels = _axes.Channels * merged;
        block.Step = (nint)_axes.X.Stride * block.Channels;
        int done = 0;
        for (; count - done >= DepthwiseBlock.Pixels; done += DepthwiseBlock.Pixels)
        {
            DepthwiseTile<TVec>.RunFour(block);
            block.Advance(DepthwiseBlock.Pixels);
        }

        for (; done < count; done++)
        {
            DepthwiseTile<TVec>.RunOne(block);
            block.Advance(1);
        }

        return count * merged;
    }

    // The window's elements that lie in the input.
    private int FindTaps(DepthwiseTap* taps, int z, int y, int x)
    {
        float* weights = _weights.Pointer<float>();
        int count = 0, run = 0;
        for (int kz = 0; kz < _axes.Z.Kernel; kz++)
        {
            bool inZ = (uint)_axes.Z.Position(z, kz) < (uint)_axes.Z.Input;
            for (int ky = 0; ky < _axes.Y.Kernel; ky++)
            {
                bool inY = inZ && (uint)_axes.Y.Position(y, ky) < (uint)_axes.Y.Input;
                for (int kx = 0; kx < _axes.X.Kernel; kx++, run++)
                {
                    if (inY && (uint)_axes.X.Position(x, kx) < (uint)_axes.X.Input)
                        taps[count++] = new DepthwiseTap { Offset = _grid.Runs[run], Weights = weights + ((nint)run * _axes.Channels * _merged) };
                }
            }
        }

        return count;
    }
}
