using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>GatherElements and GatherND, on linear tensors.</summary>
internal static class PickKernel
{
    /// <summary>The kernel that picks single elements along an axis.</summary>
    public static GpuOperation Create(GatherElements op, KernelRequest request) =>
        Kernel(request, 1, Elements(request, op.Axis));

    /// <summary>The kernel that picks slices.</summary>
    public static GpuOperation Create(GatherND op, KernelRequest request) =>
        Kernel(request, SliceLength(request, op.BatchDims), Slices(request, op.BatchDims));

    /// <summary>Elements of the slice that an index vector picks.</summary>
    public static int SliceLength(KernelRequest request, int batchDims)
    {
        TensorShape x = request.Inputs[0].Shape;
        return x.LengthOf(batchDims + request.Inputs[1].Shape[^1], x.Rank);
    }

    /// <summary>What common/picking.glsl needs to know of indices that point to elements along an axis.</summary>
    public static ImmutableArray<ShaderDefine> Elements(KernelRequest request, int axis)
    {
        TensorShape x = request.Inputs[0].Shape;
        int at = x.NormalizeAxis(axis);
        ImmutableArray<int> strides = StridedMap.RowMajor(x);
        var walk = new Walk(request.Inputs[1].Shape.Sizes, [strides.SetItem(at, 0)]);
        return
        [
            new("VECTORS", 0), .. walk.SizeDefines("WALK"), walk.StrideDefine("STRIDES", 0), new("SIZE", x[at]),
            new("STRIDE", strides[at]),
        ];
    }

    /// <summary>What common/picking.glsl needs to know of index vectors.</summary>
    public static ImmutableArray<ShaderDefine> Slices(KernelRequest request, int batchDims)
    {
        TensorShape x = request.Inputs[0].Shape, indices = request.Inputs[1].Shape;
        ImmutableArray<int> strides = StridedMap.RowMajor(x);
        Range indexed = batchDims..(batchDims + indices[^1]);
        return
        [
            new("VECTORS", indices[^1]), new("SIZES", Walk.Array(x.Sizes[indexed].ToArray())),
            new("STRIDES", Walk.Array(strides[indexed])),
            new("PER_BATCH", indices.LengthOf(batchDims, indices.Rank - 1)),
            new("BATCH_STRIDE", batchDims == 0 ? 0 : strides[batchDims - 1]),
        ];
    }

    private static GpuKernel Kernel(KernelRequest request, int length, ImmutableArray<ShaderDefine> picking) =>
        GpuKernel.ForEach(request.Outputs[0].Shape.Length, "pick.comp", [.. picking, new("LENGTH", length)],
            GpuBinding.Input(0), GpuBinding.Input(1), GpuBinding.Output(0, GpuLayout.Linear));
}
