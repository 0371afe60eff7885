using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Integers;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// ConvInteger and QLinearConv: the pixels that windows cover are copied to rows of 16-bit integers, which are multiplied
/// by the packed weights; exact.
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
        // Bytes of copied pixels that stay in the cache beside the weights.
        private const int BlockBytes = 64 * 1024;

        private readonly IntegerResult _result;
        private readonly Operand _w;
        private readonly Operand? _wZero;
        private readonly PackedShorts _weights;
        private readonly bool _packOnce;
        private readonly bool _signed;
        private readonly byte* _x;
        private readonly byte* _xZero;
        private readonly int* _bias;
        private readonly WindowAxis _deep;
        private readonly WindowAxis _down;
        private readonly WindowAxis _across;
        private readonly int _groups, _channels, _perGroup, _plane, _pixels, _kernel, _rowLength, _block, _blocks, _tasks;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context, IntegerConv product)
            : base(context)
        {
            QuantizedOperands at = product.Inputs;
            Operand x = context.Inputs[at.A]!;
            (_w, _wZero) = (context.Inputs[at.B]!, at.BZero < 0 ? null : context.Input(at.BZero));
            _result = new IntegerResult(context, at);
            _signed = x.Tensor.DataType == DataType.Int8;
            _x = x.Bytes;
            _xZero = context.Input(at.AZero) is { } zero ? zero.Bytes : null;
            _bias = at.Bias >= 0 && context.Input(at.Bias) is { } bias ? (int*)bias.Bytes : null;
            ConvGeometry geometry = product.Conv.Geometry(x.Shape, _w.Shape);
            (_down, _across) = (geometry.Y, geometry.X);
            _deep = geometry.Axes.Length == 3 ? geometry.Axes[0] : WindowAxis.Unit;
            _groups = product.Conv.Groups;
            (_channels, _perGroup, _kernel) = (_w.Shape[1], _w.Shape[0] / _groups, geometry.KernelLength);
            _plane = x.Shape.LengthOf(2, x.Shape.Rank);
            _pixels = context.Y.Shape.LengthOf(2, context.Y.Shape.Rank);
            int depth = _channels * _kernel;
            _weights = new PackedShorts(_groups, _perGroup, depth);
            _rowLength = 2 * _weights.Pairs;
            int rows = Math.Max(BlockBytes / (_rowLength * sizeof(short)), IntegerTile.Columns);
            _block = Math.Min(rows, _pixels + IntegerTile.Columns - 1) / IntegerTile.Columns * IntegerTile.Columns;
            _blocks = (_pixels + _block - 1) / _block;
            _tasks = x.Shape[0] * _groups * _blocks;
            _task = RunBlock;
            context.Scratch.ReserveForEach(
                ((long)_block * _rowLength * sizeof(short)) + (IntegerTile.Rows * IntegerTile.Columns * sizeof(int)));
            _packOnce = _w.IsConstant && _wZero is null or { IsConstant: true };
            if (_packOnce)
                PackWeights();
        }

        public override void Run()
        {
            if (!_packOnce)
                PackWeights();
            Context.Team.For(_tasks, _task);
        }

        private void PackWeights()
        {
            int depth = _channels * _kernel, zeroStep = _wZero?.Shape.Length > 1 ? 1 : 0;
            bool signed = _w.Tensor.DataType == DataType.Int8;
            byte* zero = _wZero is null ? null : _wZero.Bytes;
            for (int g = 0; g < _groups; g++)
            {
                int first = g * _perGroup;
                byte* own = zero is null ? null : zero + (first * zeroStep);
                _weights.Pack(g, _w.Bytes + ((nint)first * depth), signed, depth, 1, own, zeroStep);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunBlock(int task, int member)
        {
            int block = task % _blocks, group = task / _blocks % _groups, n = task / _blocks / _groups;
            int first = block * _block, count = Math.Min(_block, _pixels - first);
            int* sums = (int*)Context.Scratch.Of(member);
            short* rows = (short*)(sums + (IntegerTile.Rows * IntegerTile.Columns));
            byte* x = _x + ((nint)((n * _groups) + group) * _channels * _plane);
            for (int i = 0; i < count; i++)
                CopyWindow(x, first + i, rows + ((nint)i * _rowLength));
            for (int panel = 0; panel < _weights.Panels; panel++)
            {
                int m = (group * _perGroup) + (panel * IntegerTile.Rows);
                int outputs = Math.Min(IntegerTile.Rows, _perGroup - (panel * IntegerTile.Rows));
                for (int i = 0; i < count; i += IntegerTile.Columns)
                {
                    // Rows after the last pixel hold what was there before; their sums are not looked at.
                    IntegerTile.Multiply(
                        _weights.Panel(group, panel), rows + ((nint)i * _rowLength), _rowLength, _weights.Pairs, sums);
                    for (int c = 0; c < Math.Min(IntegerTile.Columns, count - i); c++)
                        Write(sums + (c * IntegerTile.Rows), outputs, n, m, first + i + c);
                }
            }
        }

        private void Write(int* sums, int outputs, int n, int m, int pixel)
        {
            for (int o = 0; _bias is not null && o < outputs; o++)
                sums[o] += _bias[m + o];
            nint index = ((((nint)n * _groups * _perGroup) + m) * _pixels) + pixel;
            _result.Write(sums, outputs, index, _pixels, 0, m);
        }

        // What the window covers at an output pixel, less the zero point; 0 for padding, and after an odd end.
        private void CopyWindow(byte* x, int pixel, short* row)
        {
            int center = _xZero is null ? 0 : PackedShorts.Widen(*_xZero, _signed);
            int column = pixel % _across.Output, line = pixel / _across.Output % _down.Output;
            int slice = pixel / _across.Output / _down.Output;
            row[_rowLength - 1] = 0;
            for (int i = 0; i < _deep.Kernel; i++)
            {
                int z = _deep.Position(slice, i);
                for (int j = 0; j < _down.Kernel; j++)
                {
                    int y = _down.Position(line, j);
                    bool inside = (uint)z < (uint)_deep.Input && (uint)y < (uint)_down.Input;
                    for (int k = 0; k < _across.Kernel; k++, row++)
                    {
                        int at = _across.Position(column, k);
                        if (inside && (uint)at < (uint)_across.Input)
                            CopyChannels(x + (((z * _down.Input) + y) * _across.Input) + at, row, center);
                        else
                            Clear(row);
                    }
                }
            }
        }

        // One pixel of every channel.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void CopyChannels(byte* from, short* to, int center)
        {
            if (_signed)
            {
                for (int c = 0; c < _channels; c++, from += _plane, to += _kernel)
                    *to = (short)(*(sbyte*)from - center);
            }
            else
            {
                for (int c = 0; c < _channels; c++, from += _plane, to += _kernel)
                    *to = (short)(*from - center);
            }
        }

        private void Clear(short* to)
        {
            for (int c = 0; c < _channels; c++, to += _kernel)
                *to = 0;
        }
    }
}
