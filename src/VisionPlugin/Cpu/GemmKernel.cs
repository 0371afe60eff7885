using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>A fully connected layer: A as stored, B and a bias for each column constant.</summary>
internal abstract class GemmKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        var gemm = (Operators.Gemm)op;
        if (gemm.TransposeA || !inputs[1].IsConstant)
            return null;
        if (inputs.Length <= 2 || !inputs[2].IsPresent)
            return LayoutRule.Planar;
        return inputs[2].IsConstant && Operators.Gemm.Steps(inputs[2].Shape).Row == 0 ? LayoutRule.Planar : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly MatrixProduct<TVec> _product;

        public Kernel(KernelContext context)
            : base(context)
        {
            var gemm = (Operators.Gemm)context.Operator;
            Operand b = context.Inputs[1]!;
            (int m, int n, int k) = gemm.Sizes(context.X.Shape, b.Shape);
            var packed = new PackedMatrix<TVec>(1, k, n);
            (nint row, nint column) = gemm.TransposeB ? (1, k) : (n, 1);
            float* source = b.Data;
            context.Team.For(packed.Panels.Length, (panel, _) =>
            {
                packed.Pack(0, panel, source, [0], k, row, column);
                packed.Scale(0, panel, gemm.Alpha);
            });
            if (context.Input(2) is { } bias)
                packed.SetBias(0, Bias(bias.Tensor, n, gemm.Beta));
            _product = new MatrixProduct<TVec>(
                context, new MatrixRows(context.X.Data, k), m, 1, packed, Epilogue.Of<TVec>(gemm.Activation))
            {
                Output = context.Y.Data,
                OutputStride = n,
            };
        }

        public override void Run() => _product.Run();

        private static float[] Bias(Tensor c, int columns, float beta)
        {
            (_, int step) = Operators.Gemm.Steps(c.Shape);
            ReadOnlySpan<float> source = c.AsSpan<float>();
            var bias = new float[columns];
            for (int i = 0; i < columns; i++)
                bias[i] = beta * source[i * step];
            return bias;
        }
    }
}
