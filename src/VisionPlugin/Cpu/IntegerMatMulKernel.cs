using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Integers;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>MatMulInteger and QLinearMatMul: rows of A as 16-bit integers times the packed columns of B; exact.</summary>
internal abstract class IntegerMatMulKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        // Parameters that differ from matrix to matrix are left to the reference.
        QuantizedOperands at = ProductOf(op).Inputs;
        foreach (int parameter in (ReadOnlySpan<int>)[at.AZero, at.AScale, at.BZero, at.BScale])
        {
            if (QuantizedOperands.Get(inputs, parameter).Shape.Rank > 1)
                return null;
        }

        return LayoutRule.Planar;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context, ProductOf(context.Operator).Inputs);

    private static IntegerMatMul ProductOf(Operator op) =>
        op is QLinearMatMul ? QLinearMatMul.Product : MatMulInteger.Product;

    private sealed unsafe class Kernel : CpuKernel
    {
        private const int RowsPerTask = 32;

        private readonly IntegerResult _result;
        private readonly MatMulGeometry _geometry;
        private readonly Operand _b;
        private readonly Operand? _bZero;
        private readonly PackedShorts _columns;
        private readonly int _matrices;
        private readonly bool _packOnce;
        private readonly bool _signed;
        private readonly byte* _a;
        private readonly byte* _aZero;
        private readonly int _aZeroStep;
        private readonly int _blocks;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context, QuantizedOperands at)
            : base(context)
        {
            Operand a = context.Inputs[at.A]!, b = context.Inputs[at.B]!;
            Operand? aZero = context.Input(at.AZero);
            (_b, _bZero) = (b, context.Input(at.BZero));
            _geometry = MatMulGeometry.Resolve(a.Shape, b.Shape);
            _result = new IntegerResult(context, at);
            _signed = a.Tensor.DataType == DataType.Int8;
            _a = a.Bytes;
            _aZero = aZero is null ? null : aZero.Bytes;
            _aZeroStep = aZero?.Shape.Length > 1 ? 1 : 0;
            _matrices = b.Shape.Length / (_geometry.K * _geometry.N);
            _columns = new PackedShorts(_matrices, _geometry.N, _geometry.K);
            _blocks = (_geometry.M + RowsPerTask - 1) / RowsPerTask;
            _task = RunBlock;
            context.Scratch.ReserveForEach(((long)RowsPerTask * 2 * _columns.Pairs * sizeof(short))
                + (IntegerTile.Rows * (IntegerTile.Columns + 2) * sizeof(int)));
            _packOnce = b.IsConstant && _bZero is null or { IsConstant: true };
            if (_packOnce)
                PackColumns();
        }

        public override void Run()
        {
            if (!_packOnce)
                PackColumns();
            Context.Team.For(_geometry.Batch * _blocks, _task);
        }

        private void PackColumns()
        {
            bool signed = _b.Tensor.DataType == DataType.Int8;
            byte* zero = _bZero is null ? null : _bZero.Bytes;
            for (int i = 0; i < _matrices; i++)
            {
                byte* first = _b.Bytes + ((nint)i * _geometry.K * _geometry.N);
                _columns.Pack(
                    i, first, signed, 1, _geometry.K, _geometry.N, 0, zero, _bZero?.Shape.Length > 1 ? 1 : 0);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunBlock(int task, int member)
        {
            (int m, int k, int n) = (_geometry.M, _geometry.K, _geometry.N);
            int batch = task / _blocks, first = task % _blocks * RowsPerTask, count = Math.Min(RowsPerTask, m - first);
            int matrix = _geometry.BOffsets[batch] / (k * n), length = 2 * _columns.Pairs;
            int* start = (int*)Context.Scratch.Of(member), sums = start + IntegerTile.Rows;
            float* factors = (float*)(sums + (IntegerTile.Rows * IntegerTile.Columns));
            short* rows = (short*)(factors + IntegerTile.Rows);
            new Span<int>(start, IntegerTile.Rows).Clear();
            for (int i = 0; i < count; i++)
                CopyRow(_a + _geometry.AOffsets[batch] + ((nint)(first + i) * k), first + i, rows + ((nint)i * length));
            for (int panel = 0; panel < _columns.Panels; panel++)
            {
                int column = panel * IntegerTile.Rows, columns = Math.Min(IntegerTile.Rows, n - column);
                for (int i = 0; i < count; i += IntegerTile.Columns)
                {
                    // Rows after the last hold what was there before; their sums are not looked at.
                    IntegerTile.Multiply(
                        _columns.Panel(matrix, panel), rows + ((nint)i * length), length, _columns.Pairs, start, sums);
                    for (int r = 0; r < Math.Min(IntegerTile.Columns, count - i); r++)
                    {
                        if (_result.AScales > 1 || (i == 0 && r == 0))
                            _result.Factors(first + i + r, column, columns, factors);
                        nint index = ((((nint)batch * m) + first + i + r) * n) + column;
                        _result.Write(sums + (r * IntegerTile.Rows), factors, columns, 1, index, 1, 0);
                    }
                }
            }
        }

        // A row less its zero point; 0 after an odd end.
        private void CopyRow(byte* from, int row, short* to)
        {
            int center = _aZero is null ? 0 : PackedShorts.Widen(_aZero[row * _aZeroStep], _signed);
            to[(2 * _columns.Pairs) - 1] = 0;
            for (int i = 0; i < _geometry.K; i++)
                to[i] = (short)(PackedShorts.Widen(from[i], _signed) - center);
        }
    }
}
