using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Products of the last two axes. A constant right-hand matrix is packed once, any other in every run.</summary>
internal abstract class MatMulKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.Planar : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly MatMulGeometry _geometry;
        private readonly MatrixRows _rows;
        private readonly PackedMatrix<TVec> _packed;
        private readonly MatrixProduct<TVec> _product;
        private readonly int _products;
        private readonly float* _a;
        private readonly float* _b;
        private readonly float* _y;
        private readonly bool _packsOnce;
        private readonly Action<int, int> _pack;
        private float* _source;

        public Kernel(KernelContext context)
            : base(context)
        {
            Operand b = context.Inputs[1]!;
            _geometry = MatMulGeometry.Resolve(context.X.Shape, b.Shape);
            (int m, int n, int k) = (_geometry.M, _geometry.N, _geometry.K);

            // One matrix for all products, whose left-hand matrices follow one another, makes a single product.
            bool isOne = _geometry.BOffsets.All(offset => offset == 0) && _geometry.AOffsets.Select((o, i) => o == i * m * k).All(x => x);
            _products = isOne ? 1 : _geometry.Batch;
            int height = isOne ? m * _geometry.Batch : m;
            _packsOnce = b.IsConstant && _geometry.BOffsets.All(offset => offset == 0);
            _a = context.X.Data;
            _b = b.Data;
            _y = context.Y.Data;
            _rows = new MatrixRows(_a, k);
            _packed = new PackedMatrix<TVec>(1, k, n);
            _product = new MatrixProduct<TVec>(context, _rows, height, 1, _packed, Epilogue.None) { OutputStride = n };
            _pack = (panel, _) => _packed.Pack(0, panel, _source, [0], k, n, 1);
            if (_packsOnce)
                Pack(_b);
        }

        public override void Run()
        {
            for (int i = 0; i < _products; i++)
            {
                if (!_packsOnce && (i == 0 || _geometry.BOffsets[i] != _geometry.BOffsets[i - 1]))
                    Pack(_b + _geometry.BOffsets[i]);
                _rows.First = _a + _geometry.AOffsets[i];
                _product.Output = _y + ((nint)i * _geometry.M * _geometry.N);
                _product.Run();
            }
        }

        private void Pack(float* source)
        {
            _source = source;
            Context.Team.For(_packed.Panels.Length, _pack);
        }
    }
}
