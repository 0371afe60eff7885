using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Operators that move elements along straight lines: Transpose, Slice, Split, Concat, Expand. They work on packed
/// tensors where channels stay in their blocks, else on linear ones.
/// </summary>
internal static class CopyKernel
{
    private const int Lanes = GpuTensorLayout.Lanes;

    /// <summary>The kernel of a transposition: packed where batch and channels stay.</summary>
    public static GpuOperation Create(Transpose op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        StridedMap map = op.Map(x);
        return InPlace(request, out TensorShape vectors) && KeepsBatchAndChannels(op, x)
            ? Copy(GpuLayout.Packed, request.Outputs[0].Shape, op.Map(vectors))
            : Copy(GpuLayout.Linear, request.Outputs[0].Shape, map);
    }

    /// <summary>The kernel of a slice: packed where it begins with whole blocks of channels and skips none.</summary>
    public static GpuOperation Create(Slice op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        StridedMap map = Slice.Map(request.Inputs.AsSpan());
        if (!InPlace(request, out TensorShape vectors))
            return Copy(GpuLayout.Linear, y, map);
        ImmutableArray<int> strides = StridedMap.RowMajor(x), vectorStrides = StridedMap.RowMajor(vectors);
        var steps = new int[x.Rank];
        int offset = 0, rest = map.Offset;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int start = rest / strides[axis], step = map.Strides[axis] / strides[axis];
            rest %= strides[axis];
            if (axis == 1 && (start % Lanes != 0 || (step != 1 && y[1] > 1)))
                return Copy(GpuLayout.Linear, y, map);
            offset += (axis == 1 ? start / Lanes : start) * vectorStrides[axis];
            steps[axis] = (axis == 1 ? 1 : step) * vectorStrides[axis];
        }

        return Copy(GpuLayout.Packed, y, new StridedMap(Vectors(y), [.. steps], offset));
    }

    /// <summary>The kernel of channels that become blocks of pixels, on linear tensors.</summary>
    public static GpuOperation Create(DepthToSpace op, KernelRequest request) =>
        Copy(GpuLayout.Linear, request.Outputs[0].Shape, op.Map(request.Inputs[0].Shape));

    /// <summary>The kernel of blocks of pixels that become channels, on linear tensors.</summary>
    public static GpuOperation Create(SpaceToDepth op, KernelRequest request) =>
        Copy(GpuLayout.Linear, request.Outputs[0].Shape, op.Map(request.Inputs[0].Shape));

    /// <summary>The kernel of an expansion, on linear tensors.</summary>
    public static GpuOperation Create(Expand op, KernelRequest request) => Copy(
        GpuLayout.Linear, request.Outputs[0].Shape, StridedMap.Broadcast(request.Inputs[0].Shape,
            request.Outputs[0].Shape));

    /// <summary>The kernels of a split, one a part.</summary>
    public static GpuOperation Create(Split op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape;
        int axis = x.NormalizeAxis(op.Axis);
        TensorInfo[] parts = op.InferShapes(request.Inputs.AsSpan());
        bool packed = InPlace(request, out TensorShape vectors)
            && (axis != 1 || parts[..^1].All(p => p.Shape[1] % Lanes == 0));
        GpuLayout layout = packed ? GpuLayout.Packed : GpuLayout.Linear;
        ImmutableArray<int> strides = StridedMap.RowMajor(packed ? vectors : x);
        var kernels = ImmutableArray.CreateBuilder<GpuKernel>();
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            TensorShape part = parts[i].Shape;
            int first = (packed && axis == 1 ? start / Lanes : start) * strides[axis];
            if (i < request.Outputs.Length && request.Outputs[i].IsPresent && part.Length > 0)
                kernels.Add(Copy(layout, part, new StridedMap(packed ? Vectors(part) : part, strides, first),
                    outputIndex: i));
            start += part[axis];
        }

        return new GpuOperation(kernels.ToImmutable());
    }

    /// <summary>The kernels of a concatenation, one an input: packed if any input already is.</summary>
    public static GpuOperation Create(Concat op, KernelRequest request)
    {
        TensorShape y = request.Outputs[0].Shape;
        int axis = y.NormalizeAxis(op.Axis);
        bool packed = GpuTensorLayout.Preferred(request.Outputs[0]) == GpuLayout.Packed
            && request.Layouts.Where((_, i) => !request.Inputs[i].IsConstant).Contains(GpuLayout.Packed);
        ImmutableArray<int> strides = StridedMap.RowMajor(packed ? Vectors(y) : y);
        var kernels = ImmutableArray.CreateBuilder<GpuKernel>();
        int start = 0;
        for (int i = 0; i < request.Inputs.Length; i++)
        {
            TensorShape x = request.Inputs[i].Shape;
            if (x.Length > 0 && packed && axis == 1 && start % Lanes != 0)
            {
                kernels.Add(ConcatChannels(x, y, i, start));
            }
            else if (x.Length > 0)
            {
                TensorShape walk = packed ? Vectors(x) : x;
                int first = (packed && axis == 1 ? start / Lanes : start) * strides[axis];
                kernels.Add(Copy(packed ? GpuLayout.Packed : GpuLayout.Linear, y,
                    new StridedMap(walk, StridedMap.RowMajor(walk)), i, 0, strides, first));
            }

            start += x[axis];
        }

        return new GpuOperation(kernels.ToImmutable());
    }

    /// <summary>A copy of 32-bit words from where a map says to consecutive words.</summary>
    public static GpuKernel Words(GpuBinding source, StridedMap from, GpuBinding target, int first = 0)
    {
        var walk = new Walk(from.Output.Sizes, from.Strides, StridedMap.RowMajor(from.Output));
        return Kernel(walk, from, first, GpuLayout.Linear, from.Output, source, target);
    }

    private static GpuKernel ConcatChannels(TensorShape x, TensorShape y, int input, int first)
    {
        int plane = GpuTensorLayout.Plane(x), blocks = GpuTensorLayout.Blocks(first + x[1]) - (first / Lanes);
        return GpuKernel.ForEach((long)x[0] * blocks * plane, "concat_channels.comp",
            [
                new("FIRST", first), new("IN_CHANNELS", x[1]), new("OUT_CHANNELS", y[1]), new("PLANE", plane),
                new("BLOCKS", blocks),
            ],
            GpuBinding.Vec4Input(input, GpuLayout.Packed), GpuBinding.Output(0, GpuLayout.Packed));
    }

    // A copy from where the map says to consecutive elements of the output, or to where the strides say.
    private static GpuKernel Copy(GpuLayout layout, TensorShape output, StridedMap from, int input = 0,
        int outputIndex = 0,
        ImmutableArray<int> toStrides = default, int toOffset = 0)
    {
        bool packed = layout == GpuLayout.Packed;
        if (toStrides.IsDefault)
            toStrides = StridedMap.RowMajor(from.Output);
        var walk = new Walk(from.Output.Sizes, from.Strides, toStrides);
        return Kernel(walk, from, toOffset, layout, output,
            packed ? GpuBinding.Vec4Input(input, layout) : GpuBinding.Input(input),
            GpuBinding.Output(outputIndex, layout));
    }

    private static GpuKernel Kernel(Walk walk, StridedMap from, int toOffset, GpuLayout layout, TensorShape output,
        GpuBinding source, GpuBinding target) => GpuKernel.ForEach(from.Output.Length, "copy.comp",
        [
            .. walk.SizeDefines("WALK"), walk.StrideDefine("FROM_STRIDES", 0), walk.StrideDefine("TO_STRIDES", 1),
            new("FROM_OFFSET", from.Offset), new("TO_OFFSET", toOffset),
            new("PACKED", layout == GpuLayout.Packed), .. ChannelDefines.Of(output, layout),
        ],
        source, target);

    // True if the first input already lies packed; `vectors` is then its shape in vectors.
    private static bool InPlace(KernelRequest request, out TensorShape vectors)
    {
        bool packed = request.Layouts[0] == GpuLayout.Packed
            && GpuTensorLayout.Preferred(request.Outputs[0]) == GpuLayout.Packed;
        vectors = packed ? Vectors(request.Inputs[0].Shape) : default;
        return packed;
    }

    private static TensorShape Vectors(TensorShape shape) => shape.With(1, GpuTensorLayout.Blocks(shape[1]));

    private static bool KeepsBatchAndChannels(Transpose op, TensorShape x)
    {
        ImmutableArray<int> strides = op.Map(x).Strides, rowMajor = StridedMap.RowMajor(x);
        return strides[0] == rowMajor[0] && strides[1] == rowMajor[1];
    }
}
