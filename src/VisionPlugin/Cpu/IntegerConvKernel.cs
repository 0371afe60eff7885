using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VisionPlugin.Cpu.Integers;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// ConvInteger and QLinearConv, exact. Each picture becomes 16-bit integers less their zero point, channels last; what a
/// window covers is copied to a row, and rows are multiplied by the packed weights. A depthwise convolution goes over
/// the channels of the elements themselves.
/// </summary>
internal abstract class IntegerConvKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) => LayoutRule.Planar;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context, context.Operator is QLinearConv q ? q.Product : ((ConvInteger)context.Operator).Product);

    private sealed unsafe class Kernel : CpuKernel
    {
        // Bytes of copied elements that stay in the cache beside the weights.
        private const int BlockBytes = 64 * 1024;

        // What a register reads behind the last channel.
        private const int Margin = 16;

        private readonly IntegerResult _result;
        private readonly Operand _w;
        private readonly Operand? _wZero;
        private readonly PackedShorts _weights;
        private readonly bool _packOnce, _signed, _depthwise;
        private readonly byte* _x;
        private readonly byte* _xZero;
        private readonly int* _bias;
        private readonly WindowAxis _deep, _down, _across;
        private readonly int _batch, _groups, _channels, _allChannels, _perGroup, _plane, _pixels, _kernel;
        private readonly int _rowLength, _block, _blocks, _chunk;
        private readonly Action<int, int> _widen, _multiply;
        private int _picture;

        public Kernel(KernelContext context, IntegerConv product)
            : base(context)
        {
            QuantizedOperands at = product.Inputs;
            Operand x = context.Inputs[at.A]!;
            (_w, _wZero) = (context.Inputs[at.B]!, context.Input(at.BZero));
            _result = new IntegerResult(context, at);
            _signed = x.Tensor.DataType == DataType.Int8;
            _x = x.Bytes;
            _xZero = context.Input(at.AZero) is { } zero ? zero.Bytes : null;
            _bias = at.Bias >= 0 && context.Input(at.Bias) is { } bias ? (int*)bias.Bytes : null;
            ConvGeometry geometry = product.Conv.Geometry(x.Shape, _w.Shape);
            (_down, _across) = (geometry.Y, geometry.X);
            _deep = geometry.Axes.Length == 3 ? geometry.Axes[0] : WindowAxis.Unit;
            (_batch, _allChannels, _groups) = (x.Shape[0], x.Shape[1], product.Conv.Groups);
            (_channels, _perGroup, _kernel) = (_w.Shape[1], _w.Shape[0] / _groups, geometry.KernelLength);
            _plane = x.Shape.LengthOf(2, x.Shape.Rank);
            _pixels = context.Y.Shape.LengthOf(2, context.Y.Shape.Rank);
            _depthwise = _channels == 1 && _perGroup == 1;

            // A depthwise convolution has one matrix, whose rows are the channels and whose depth is the window.
            _weights = _depthwise
                ? new PackedShorts(1, _groups, _kernel) : new PackedShorts(_groups, _perGroup, _channels * _kernel);
            _rowLength = _depthwise ? 2 * _kernel : 2 * _weights.Pairs;
            int rows = Math.Clamp(BlockBytes / (_rowLength * sizeof(short)), IntegerTile.Columns, 64);
            _block = Math.Min(rows, _pixels + IntegerTile.Columns - 1) / IntegerTile.Columns * IntegerTile.Columns;
            _blocks = (_pixels + _block - 1) / _block;
            _chunk = Math.Max(IntegerTile.Rows, BlockBytes / 2 / (_allChannels * sizeof(short)));
            (_widen, _multiply) = (Widen, _depthwise ? RunDepthwise : RunBlock);
            context.Scratch.ReserveShared((((long)_plane * _allChannels) + Margin) * sizeof(short));
            context.Scratch.ReserveForEach(((long)_block * _rowLength * sizeof(short))
                + (((IntegerTile.Rows * (IntegerTile.Columns + 2L)) + _kernel) * sizeof(int)));
            _packOnce = _w.IsConstant && _wZero is null or { IsConstant: true };
            if (_packOnce)
                PackWeights();
        }

        public override void Run()
        {
            if (!_packOnce)
                PackWeights();
            for (_picture = 0; _picture < _batch; _picture++)
            {
                Context.Team.For((_plane + _chunk - 1) / _chunk, _widen);
                Context.Team.For(_depthwise ? _blocks : _groups * _blocks, _multiply);
            }
        }

        private void PackWeights()
        {
            int depth = _channels * _kernel, zeroStep = _wZero?.Shape.Length > 1 ? 1 : 0;
            bool signed = _w.Tensor.DataType == DataType.Int8;
            byte* zero = _wZero is null ? null : _wZero.Bytes;
            for (int g = 0; g < (_depthwise ? 1 : _groups); g++)
            {
                int first = g * _perGroup;
                byte* own = zero is null ? null : zero + (first * zeroStep);
                _weights.Pack(g, _w.Bytes + ((nint)first * depth), signed, depth, _channels, _kernel, 1, own, zeroStep);
            }
        }

        // A chunk of the picture's pixels, channels last.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Widen(int task, int member)
        {
            int first = task * _chunk, count = Math.Min(_chunk, _plane - first);
            int center = _xZero is null ? 0 : PackedShorts.Widen(*_xZero, _signed);
            byte* from = _x + ((nint)_picture * _allChannels * _plane) + first;
            short* to = (short*)Context.Scratch.Shared + ((nint)first * _allChannels);
            for (int c = 0; c < _allChannels; c++, from += _plane, to++)
            {
                short* pixel = to;
                for (int i = 0; i < count; i++, pixel += _allChannels)
                    *pixel = (short)((_signed ? (sbyte)from[i] : from[i]) - center);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunBlock(int task, int member)
        {
            int first = task % _blocks * _block, group = task / _blocks, count = Math.Min(_block, _pixels - first);
            int* start = (int*)Context.Scratch.Of(member), sums = start + IntegerTile.Rows;
            float* factors = (float*)(sums + (IntegerTile.Rows * IntegerTile.Columns));
            int* positions = (int*)(factors + IntegerTile.Rows);
            short* rows = (short*)(positions + _kernel);
            for (int i = 0; i < count; i++)
            {
                FindWindow(first + i, positions);
                CopyWindow(positions, group * _channels, rows + ((nint)i * _rowLength));
            }

            for (int panel = 0; panel < _weights.Panels; panel++)
            {
                int m = (group * _perGroup) + (panel * IntegerTile.Rows);
                int outputs = Math.Min(IntegerTile.Rows, _perGroup - (panel * IntegerTile.Rows));
                Begin(m, outputs, start, factors);
                for (int i = 0; i < count; i += IntegerTile.Columns)
                {
                    // Rows after the last pixel hold what was there before; their sums are not looked at.
                    IntegerTile.Multiply(_weights.Panel(group, panel), rows + ((nint)i * _rowLength), _rowLength,
                        _weights.Pairs, start, sums);
                    int columns = Math.Min(IntegerTile.Columns, count - i);
                    _result.Write(sums, factors, outputs, columns, IndexOf(m, first + i), _pixels, 1);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunDepthwise(int task, int member)
        {
            int first = task * _block, count = Math.Min(_block, _pixels - first);
            int* start = (int*)Context.Scratch.Of(member), sums = start + IntegerTile.Rows;
            float* factors = (float*)(sums + (IntegerTile.Rows * IntegerTile.Columns));
            int* positions = (int*)(factors + IntegerTile.Rows);
            short* x = (short*)Context.Scratch.Shared;
            for (int i = 0; i < count; i++)
                FindWindow(first + i, positions + (i * _kernel));
            for (int panel = 0; panel < _weights.Panels; panel++)
            {
                int m = panel * IntegerTile.Rows, outputs = Math.Min(IntegerTile.Rows, _groups - m);
                Begin(m, outputs, start, factors);
                for (int i = 0; i < count; i++)
                {
                    int* to = sums + (i % IntegerTile.Columns * IntegerTile.Rows);
                    SumWindow(x + m, positions + (i * _kernel), _weights.Panel(0, panel), start, to);
                    int columns = (i % IntegerTile.Columns) + 1;
                    if (columns == IntegerTile.Columns || i == count - 1)
                        _result.Write(sums, factors, outputs, columns, IndexOf(m, first + i + 1 - columns), _pixels, 1);
                }
            }
        }

        // 16 channels of one pixel.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void SumWindow(short* x, int* positions, short* weights, int* start, int* sums)
        {
            Vector256<int> low = Vector256.Load(start), high = Vector256.Load(start + 8);
            for (int t = 0; t < _kernel; t++)
            {
                if (positions[t] < 0)
                    continue;

                // The weights of a pair of elements of the window lie side by side for each channel.
                int* pairs = (int*)(weights + (t / 2 * 2 * IntegerTile.Rows));
                Vector256<int> a = Vector256.Load(pairs), b = Vector256.Load(pairs + 8);
                a = t % 2 == 0 ? (a << 16) >> 16 : a >> 16;
                b = t % 2 == 0 ? (b << 16) >> 16 : b >> 16;
                (Vector256<int> first, Vector256<int> second) = Vector256.Widen(
                    Vector256.Load(x + ((nint)positions[t] * _allChannels)));
                low += first * a;
                high += second * b;
            }

            low.Store(sums);
            high.Store(sums + 8);
        }

        // What the sums of some outputs start at, and their factors.
        private void Begin(int m, int outputs, int* start, float* factors)
        {
            for (int o = 0; o < IntegerTile.Rows; o++)
                start[o] = _bias is not null && o < outputs ? _bias[m + o] : 0;
            _result.Factors(0, m, outputs, factors);
        }

        private nint IndexOf(int m, int pixel) => ((((nint)_picture * _groups * _perGroup) + m) * _pixels) + pixel;

        // The places that the window covers at an output pixel, in pixels of the picture; -1 for padding.
        private void FindWindow(int pixel, int* positions)
        {
            int column = pixel % _across.Output, line = pixel / _across.Output % _down.Output;
            int slice = pixel / _across.Output / _down.Output;
            for (int i = 0; i < _deep.Kernel; i++)
            {
                int z = _deep.Position(slice, i);
                for (int j = 0; j < _down.Kernel; j++)
                {
                    int y = _down.Position(line, j), row = ((z * _down.Input) + y) * _across.Input;
                    bool inside = (uint)z < (uint)_deep.Input && (uint)y < (uint)_down.Input;
                    for (int k = 0; k < _across.Kernel; k++, positions++)
                    {
                        int at = _across.Position(column, k);
                        *positions = inside && (uint)at < (uint)_across.Input ? row + at : -1;
                    }
                }
            }
        }

        // The channels of a group at each of the places; 0 for padding, and after an odd end.
        private void CopyWindow(int* positions, int channel, short* row)
        {
            row[_rowLength - 1] = 0;
            short* x = (short*)Context.Scratch.Shared + channel;
            for (int t = 0; t < _kernel; t++, row += _channels)
            {
                var to = new Span<short>(row, _channels);
                if (positions[t] < 0)
                    to.Clear();
                else
                    new ReadOnlySpan<short>(x + ((nint)positions[t] * _allChannels), _channels).CopyTo(to);
            }
        }
    }
}
