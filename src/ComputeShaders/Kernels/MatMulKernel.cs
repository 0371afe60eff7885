using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Matrix products, on linear tensors; a constant matrix B is repacked.</summary>
internal static class MatMulKernel
{
    private const int MaxTileRows = 4;

    /// <summary>The kernel of a product of two tensors.</summary>
    public static GpuOperation Create(MatMul op, KernelRequest request)
    {
        var geometry = MatMulGeometry.Resolve(request.Inputs[0].Shape, request.Inputs[1].Shape);
        (int m, int n, int k) = (geometry.M, geometry.N, geometry.K);
        bool packed = request.Inputs[1].IsConstant && geometry.BOffsets.All(offset => offset == 0);
        bool batches = geometry.Batch > 1;
        GpuBinding b = packed ? PackColumns(request, k, n, n, 1) : GpuBinding.Input(1);
        int[] starts = [.. geometry.AOffsets.Zip(geometry.BOffsets).SelectMany(pair
            => (int[])[pair.First, pair.Second])];
        return Kernel((m, n, k), geometry.Batch, (k, 1), (n, 1), packed, default, b, batches
            ? GpuBinding.Table(starts) : null,
        [
            new("HAS_BATCHES", batches), new("HAS_C", false), new("PRODUCT_SCALE", 1f),
        ]);
    }

    /// <summary>The kernel of a fully connected layer.</summary>
    public static GpuOperation Create(Gemm op, KernelRequest request)
    {
        (int m, int n, int k) = op.Sizes(request.Inputs[0].Shape, request.Inputs[1].Shape);
        (int Step, int Column) b = op.TransposeB ? (1, k) : (n, 1);
        bool packed = request.Inputs[1].IsConstant;
        bool hasC = request.Optional(2).IsPresent;
        (int cRow, int cColumn) = hasC ? Gemm.Steps(request.Inputs[2].Shape) : default;
        return Kernel((m, n, k), 1, op.TransposeA ? (1, m) : (k, 1), b, packed, op.Activation,
            packed ? PackColumns(request, k, n, b.Step, b.Column) : GpuBinding.Input(1),
            hasC ? GpuBinding.Input(2) : null,
        [
            new("HAS_BATCHES", false), new("HAS_C", hasC), new("PRODUCT_SCALE", op.Alpha), new("ADDEND_SCALE", op.Beta),
            new("C_ROW", cRow), new("C_COLUMN", cColumn),
        ]);
    }

    private static GpuKernel Kernel((int M, int N, int K) size, int batch, (int Row, int Step) a,
        (int Step, int Column) b,
        bool packed, Activation activation, GpuBinding right, GpuBinding? last, ImmutableArray<ShaderDefine> defines)
    {
        int rows = Math.Min(MaxTileRows, size.M);
        long invocations = (long)batch * ((size.M + rows - 1) / rows) * GpuTensorLayout.Blocks(size.N);
        return GpuKernel.ForEach(invocations, "matmul.comp",
        [
            .. defines, .. ActivationDefines.Of(activation), new("B_PACKED", packed), new("TILE_M", rows),
            .. WeightEncoding.Defines(right.Format, GpuTensorLayout.Blocks(size.N)), new("M", size.M), new("N", size.N), new("K", size.K), new("A_ROW", a.Row), new("A_STEP", a.Step),
            new("B_STEP", b.Step), new("B_COLUMN", b.Column),
        ],
        [
            GpuBinding.Input(0), right, GpuBinding.Output(0, GpuLayout.Linear),
            .. last is null ? ImmutableArray<GpuBinding>.Empty : [last],
        ]);
    }

    // [4 columns][row of B] as vectors of the columns, zero beyond the last.
    private static GpuBinding PackColumns(KernelRequest request, int k, int n, int step, int column)
    {
        ReadOnlySpan<float> source = request.Inputs[1].Value!.AsSpan<float>();
        int head = GpuTensorLayout.Blocks(n) * GpuTensorLayout.Lanes;
        var packed = new float[head * k];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < k; i++)
            {
                int vector = (j / GpuTensorLayout.Lanes * k) + i;
                int lane = j % GpuTensorLayout.Lanes;
                packed[(vector * GpuTensorLayout.Lanes) + lane] = source[(i * step) + (j * column)];
            }
        }

        GpuFormat format = WeightEncoding.Choose(request.Traits.Precision, source);
        Array data = WeightEncoding.Encode(format, new float[head], packed, i =>
            (i / (k * GpuTensorLayout.Lanes) * GpuTensorLayout.Lanes) + (i % GpuTensorLayout.Lanes));
        return GpuBinding.Weights(data, format);
    }
}
