using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Convolutions and matrix products of 8-bit integers, on linear tensors of words: zero points are subtracted, products
/// summed in 32 bits, and the sums brought to the result's scale where there is one. Exact, and not fast: networks that
/// are quantised by QuantizeLinear and DequantizeLinear run on the float kernels.
/// </summary>
internal static class IntegerProductKernel
{
    // Scratch memory.
    private const int Left = 0, Right = 1, SumsOf = 2, Factors = 3;

    /// <summary>The kernels of a convolution into 32 bits.</summary>
    public static GpuOperation Create(ConvInteger op, KernelRequest request) => Conv(op.Product, request);

    /// <summary>The kernels of a convolution of quantised tensors.</summary>
    public static GpuOperation Create(QLinearConv op, KernelRequest request) => Conv(op.Product, request);

    /// <summary>The kernels of a product into 32 bits.</summary>
    public static GpuOperation Create(MatMulInteger op, KernelRequest request) => MatMul(MatMulInteger.Product, request);

    /// <summary>The kernels of a product of quantised tensors.</summary>
    public static GpuOperation Create(QLinearMatMul op, KernelRequest request) => MatMul(QLinearMatMul.Product, request);

    private static GpuOperation Conv(IntegerConv product, KernelRequest request)
    {
        QuantizedOperands at = product.Inputs;
        TensorShape x = request.Inputs[at.A].Shape, w = request.Inputs[at.B].Shape, y = request.Outputs[0].Shape;
        var kernels = ImmutableArray.CreateBuilder<GpuKernel>();
        bool hasBias = QuantizedOperands.Get(request.Inputs.AsSpan(), at.Bias).IsPresent;
        GpuBinding left = Centered(request, kernels, at.A, at.AZero, [], Left);
        GpuBinding right = Centered(request, kernels, at.B, at.BZero, PerChannel(request.Optional(at.BZero), w.Rank), Right);
        kernels.Add(GpuKernel.ForEach(y.Length, "integer_conv.comp",
            [
                .. WindowDefines.Of(product.Conv.Geometry(x, w)).ToDefines(), new("GROUP_IN", w[1]),
                new("GROUP_OUT", w[0] / product.Conv.Groups), new("IN_CHANNELS", x[1]), new("OUT_CHANNELS", w[0]),
                new("HAS_BIAS", hasBias),
            ],
            [left, right, Sums(request, at), .. hasBias ? (GpuBinding[])[GpuBinding.Input(at.Bias)] : []]));
        if (at.YScale >= 0)
        {
            TensorShape scales = PerChannel(request.Inputs[at.BScale], y.Rank - 1);
            Requantize(request, kernels, at, y, [], scales, scales);
        }

        return new GpuOperation(kernels.ToImmutable());
    }

    private static GpuOperation MatMul(IntegerMatMul product, KernelRequest request)
    {
        QuantizedOperands at = product.Inputs;
        TensorShape a = request.Inputs[at.A].Shape, b = request.Inputs[at.B].Shape;
        var geometry = MatMulGeometry.Resolve(a, b);
        var kernels = ImmutableArray.CreateBuilder<GpuKernel>();
        GpuBinding left = Centered(request, kernels, at.A, at.AZero, Rows(at.AZero), Left);
        GpuBinding right = Centered(request, kernels, at.B, at.BZero, Columns(at.BZero), Right);
        int[] starts = [.. geometry.AOffsets.Zip(geometry.BOffsets).SelectMany(p => (int[])[p.First, p.Second])];
        kernels.Add(GpuKernel.ForEach(geometry.Output.Length, "integer_matmul.comp",
            [new("M", geometry.M), new("N", geometry.N), new("K", geometry.K)],
            left, right, Sums(request, at), GpuBinding.Table(starts)));
        if (at.YScale >= 0)
        {
            // The axes that vectors lack are there again.
            int missing = (a.Rank == 1 ? 1 : 0) + (b.Rank == 1 ? 1 : 0);
            TensorShape y = [.. geometry.Output.Sizes[..(geometry.Output.Rank + missing - 2)], geometry.M, geometry.N];
            TensorShape rows = Rows(at.AScale), columns = Columns(at.BScale);
            Requantize(request, kernels, at, y, rows, columns, Broadcasting.Shape(rows, columns));
        }

        return new GpuOperation(kernels.ToImmutable());

        TensorShape Rows(int input) => IntegerMatMul.RowParameter(request.Optional(input), a, "A");
        TensorShape Columns(int input) => IntegerMatMul.ColumnParameter(request.Optional(input), b, "B");
    }

    // A tensor less its zero point, which stretches to it under another shape; itself if there is none.
    private static GpuBinding Centered(KernelRequest request, ImmutableArray<GpuKernel>.Builder kernels, int input,
        int zero, TensorShape zeroShape, int scratch)
    {
        if (!request.Optional(zero).IsPresent)
            return GpuBinding.Input(input);
        TensorShape shape = request.Inputs[input].Shape;
        GpuBinding target = GpuBinding.Scratch(scratch, Bytes(shape), vectors: false);
        kernels.Add(IntegerBinaryKernel.Create(DataType.Int32, "sub", shape, (GpuBinding.Input(input), shape),
            (GpuBinding.Input(zero), zeroShape), target));
        return target;
    }

    private static GpuBinding Sums(KernelRequest request, QuantizedOperands at) => at.YScale < 0
        ? GpuBinding.Output(0, GpuLayout.Linear)
        : GpuBinding.Scratch(SumsOf, Bytes(request.Outputs[0].Shape), vectors: false);

    // The scales of A and B in shapes that stretch to their factors, and those to the result.
    private static void Requantize(KernelRequest request, ImmutableArray<GpuKernel>.Builder kernels, QuantizedOperands at,
        TensorShape y, TensorShape aScale, TensorShape bScale, TensorShape factors)
    {
        GpuBinding target = GpuBinding.Scratch(Factors, Bytes(factors), vectors: false);
        var walk = new Walk(factors.Sizes, StridedMap.Broadcast(aScale, factors).Strides,
            StridedMap.Broadcast(bScale, factors).Strides);
        kernels.Add(GpuKernel.ForEach(factors.Length, "quantization_factor.comp",
            [.. walk.SizeDefines("WALK"), walk.StrideDefine("A_STRIDES", 0), walk.StrideDefine("B_STRIDES", 1)],
            GpuBinding.Input(at.AScale), GpuBinding.Input(at.BScale), GpuBinding.Input(at.YScale), target));
        walk = new Walk(y.Sizes, StridedMap.Broadcast(factors, y).Strides);
        kernels.Add(GpuKernel.ForEach(y.Length, "requantize.comp",
            [
                .. walk.SizeDefines("WALK"), walk.StrideDefine("FACTOR_STRIDES", 0),
                .. GpuWords.Defines(request.Outputs[0].DataType),
            ],
            Sums(request, at), target, GpuBinding.Input(at.YZero), GpuBinding.Output(0, GpuLayout.Linear)));
    }

    // One element, or one a channel in front of `rank` - 1 further axes.
    private static TensorShape PerChannel(TensorInfo parameter, int rank) => parameter.Shape.Length > 1
        ? [parameter.Shape.Length, .. Enumerable.Repeat(1, rank - 1)] : [];

    private static long Bytes(TensorShape shape) => (long)shape.Length * GpuTensorLayout.ElementBytes;
}
