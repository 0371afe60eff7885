using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Operators that pick each output element from a position that is chosen axis by axis: Pad, CenterCropPad, Tile and
/// Resize to the nearest element. The positions come from the operators' own tables.
/// </summary>
internal static class SelectKernel
{
    /// <summary>Why a padding cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Pad op, Node node, TensorInfo[] inputs) =>
        inputs.Length > 2 ? GpuWords.WhyNot(inputs[2]) : null;

    /// <summary>The kernel of a padding.</summary>
    public static GpuOperation Create(Pad op, KernelRequest request)
    {
        double value = request.Optional(2).Value is { } fill ? ElementValues.ToDouble(fill)[0] : 0;
        return Kernel(request, Tables(op.Axes(request.Inputs.AsSpan())), value);
    }

    /// <summary>The kernel of a cropping or padding around the centre.</summary>
    public static GpuOperation Create(CenterCropPad op, KernelRequest request) =>
        Kernel(request, Tables(op.Geometry(request.Inputs.AsSpan())), 0);

    /// <summary>The kernel of a repetition.</summary>
    public static GpuOperation Create(Tile op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        int[]?[] tables = [.. Enumerable.Range(0, x.Rank).Select(axis => x[axis] == y[axis]
            ? null : Enumerable.Range(0, y[axis]).Select(i => i % x[axis]).ToArray())];
        return Kernel(request, tables, 0);
    }

    /// <summary>The kernel of a resizing whose axes each take one element.</summary>
    public static GpuOperation Create(Resize op, KernelRequest request) => Kernel(
        request, [.. op.Geometry(request.Inputs.AsSpan()).Select(axis => axis.IsIdentity ? null
            : op.Taps(axis).Positions)],
        op.ExtrapolationValue);

    private static int[]?[] Tables(ImmutableArray<PadAxis> axes) =>
        [.. axes.Select(axis => axis is { Begin: 0, End: 0 } ? null
            : Enumerable.Range(0, axis.Output).Select(axis.Source).ToArray())];

    // A table an axis of the input position of each output position, -1 for the value; null where the axis stays.
    private static GpuKernel Kernel(KernelRequest request, int[]?[] tables, double value)
    {
        TensorShape x = request.Inputs[0].Shape, y = request.Outputs[0].Shape;
        bool packed = request.Layouts[0] == GpuLayout.Packed && GpuTensorLayout.CanPack(request.Outputs[0])
            && tables[1] is null;
        GpuLayout layout = packed ? GpuLayout.Packed : GpuLayout.Linear;
        if (packed)
            (x, y) = (x.With(1, GpuTensorLayout.Blocks(x[1])), y.With(1, GpuTensorLayout.Blocks(y[1])));
        ImmutableArray<int> strides = StridedMap.RowMajor(x);
        var sizes = new List<int>();
        var steps = new List<int>();
        var starts = new List<int>();
        var entries = new List<int>();
        for (int axis = 0; axis < y.Rank; axis++)
        {
            // An axis that stays joins the one before it, if that stays too: they are contiguous.
            bool joins = tables[axis] is null && starts.Count > 0 && starts[^1] < 0;
            if (joins)
            {
                sizes[^1] *= y[axis];
                steps[^1] = strides[axis];
                continue;
            }

            sizes.Add(y[axis]);
            steps.Add(strides[axis]);
            starts.Add(tables[axis] is null ? -1 : entries.Count);
            entries.AddRange(tables[axis]?.Select(position => position < 0 ? -1 : position * strides[axis]) ?? []);
        }

        ShaderDefine fill = packed ? new("VALUE", (float)value)
            : new("VALUE", $"int(0x{Word(request.Inputs[0].DataType, value):X8}u)");
        return GpuKernel.ForEach(y.Length, "select.comp",
            [
                new("RANK", sizes.Count), new("SIZES", Walk.Array(sizes)), new("STRIDES", Walk.Array(steps)),
                new("TABLES", Walk.Array(starts)), fill, new("PACKED", packed),
                .. ChannelDefines.Of(request.Outputs[0].Shape, layout),
            ],
            packed ? GpuBinding.Vec4Input(0, layout) : GpuBinding.Input(0),
            GpuBinding.Table(entries.Count > 0 ? entries.ToArray() : new int[1]), GpuBinding.Output(0, layout));
    }

    // As the operators convert it: to the nearest that the type has.
    private static int Word(DataType type, double value)
    {
        if (type == DataType.Float32)
            return BitConverter.SingleToInt32Bits((float)value);
        var element = Tensor.Create(type, [1]);
        ElementValues.FromDouble([value], element);
        int word = 0;
        GpuWords.Narrow(element, new Span<int>(ref word), isIndices: true);
        return word;
    }
}
