using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Resizing by the operator's own interpolation tables: packed where batch and channels stay, else linear.
/// </summary>
internal static class ResizeKernel
{
    // Axes that the shader knows, after those that stay as they are have joined their neighbours.
    private const int MaxAxes = 5;

    /// <summary>Why a resizing cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Resize op, Node node, TensorInfo[] inputs)
    {
        if (op.Mode == Interpolation.Nearest)
        {
            return inputs[0].DataType == DataType.Int64 && Math.Abs(op.ExtrapolationValue) > int.MaxValue
                ? $"the extrapolation value {op.ExtrapolationValue} does not fit the 32 bits that Int64 has on the GPU" : null;
        }

        if (inputs[0].DataType != DataType.Float32)
            return "integers are interpolated in double precision";
        return Axes(op.Geometry(inputs), inputs[0].Shape, op, out _).Count > MaxAxes
            ? $"more than {MaxAxes} axes between or around those that are resized" : null;
    }

    /// <summary>The kernel of a resizing.</summary>
    public static GpuOperation Create(Resize op, KernelRequest request)
    {
        if (op.Mode == Interpolation.Nearest)
            return SelectKernel.Create(op, request);
        ImmutableArray<ResizeAxis> geometry = op.Geometry(request.Inputs.AsSpan());
        TensorShape x = request.Inputs[0].Shape;
        bool packed = request.Layouts[0] == GpuLayout.Packed && geometry[1].IsIdentity;
        if (packed)
        {
            int blocks = GpuTensorLayout.Blocks(x[1]);
            x = x.With(1, blocks);
            geometry = geometry.SetItem(1, geometry[1] with { Input = blocks, Output = blocks });
        }

        List<(int Size, int Taps, int First)> axes = Axes(geometry, x, op,
            out (List<int> Offsets, List<float> Weights) tables);
        GpuLayout layout = packed ? GpuLayout.Packed : GpuLayout.Linear;
        return GpuKernel.ForEach(GpuTensorLayout.Vectors(request.Outputs[0].Shape, layout) is var vectors && packed
                ? vectors : request.Outputs[0].Shape.Length, "resize.comp",
            [
                new("SIZES", Walk.Array(axes.Select(a => a.Size))), new("TAPS", Walk.Array(axes.Select(a => a.Taps))),
                new("TABLES", Walk.Array(axes.Select(a => a.First))), new("EXTRAPOLATION", op.ExtrapolationValue),
                new("PACKED", packed), .. ChannelDefines.Of(request.Outputs[0].Shape, layout),
            ],
            packed ? GpuBinding.Vec4Input(0, layout) : GpuBinding.Input(0), GpuBinding.Table(tables.Offsets.ToArray()),
            GpuBinding.Table(tables.Weights.ToArray()), GpuBinding.Output(0, layout));
    }

    // Size, taps a position and first table entry of each axis, at least as many as the shader knows.
    private static List<(int Size, int Taps, int First)> Axes(ImmutableArray<ResizeAxis> geometry, TensorShape x,
        Resize op,
        out (List<int> Offsets, List<float> Weights) tables)
    {
        ImmutableArray<int> strides = StridedMap.RowMajor(x);
        var axes = new List<(int Size, int Taps, int First)>();
        tables = ([], []);
        for (int axis = 0; axis < geometry.Length;)
        {
            int size = 1, end = axis;
            while (end < geometry.Length && geometry[end].IsIdentity)
                size *= x[end++];
            ResizeTaps taps = end > axis
                ? new ResizeTaps(1, [.. Enumerable.Range(0, size)], [.. Enumerable.Repeat(1.0, size)])
                : op.Taps(geometry[axis]);
            int stride = strides[Math.Max(axis, end - 1)];
            axes.Add((end > axis ? size : geometry[axis].Output, taps.Count, tables.Offsets.Count));
            tables.Offsets.AddRange(taps.Positions.Select(position => position < 0 ? -1 : position * stride));
            tables.Weights.AddRange(taps.Weights.Select(weight => (float)weight));
            axis = Math.Max(end, axis + 1);
        }

        while (axes.Count < MaxAxes)
        {
            axes.Insert(0, (1, 1, tables.Offsets.Count));
            tables.Offsets.Add(0);
            tables.Weights.Add(1);
        }

        return axes;
    }
}
