using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Convolution and pooling: the attributes that they share, and what is fused into convolutions.</summary>
internal static class ExportWindows
{
    /// <summary>The list, or an empty one where it is not set.</summary>
    public static ImmutableArray<int> OrNone(this ImmutableArray<int> list) => list.IsDefault ? [] : list;

    /// <summary>Writes kernel_shape, strides, dilations, pads or auto_pad, and for pools ceil_mode.</summary>
    public static NodeProto Window(this NodeProto node, Window window, bool isPool = false)
    {
        node.Set("kernel_shape", window.Kernel.OrNone()).Set("strides", window.Strides.OrNone());
        if (window.Dilations.OrNone().Any(d => d != 1))
            node.Set("dilations", window.Dilations);
        if (window.AutoPad == AutoPad.NotSet)
            node.Set("pads", window.Pads.OrNone());
        else
            node.Set("auto_pad", window.AutoPad switch
            {
                AutoPad.SameUpper => "SAME_UPPER",
                AutoPad.SameLower => "SAME_LOWER",
                _ => "VALID",
            });
        return node.SetIf(isPool && window.CeilMode, "ceil_mode", 1);
    }

    /// <summary>Dilations came with operator set 19.</summary>
    public static void AveragePool(AveragePool o, ExportNode n)
    {
        if (o.Window.Dilations.OrNone().Any(d => d != 1))
            n.Require(19);
        n.Add("AveragePool").Window(o.Window, isPool: true).Set("count_include_pad", o.CountIncludePad);
    }

    /// <summary>Conv, then the addition of the residual, then the activation. Negative padding is a crop before.</summary>
    public static void Conv(Conv o, ExportNode node) =>
        ExportFunctions.Activated(node, o.Activation, (n, output) =>
        {
            string sum = n.Has(3) ? n.Value("convolution") : output;
            (string x, Window window) = Cropped(n, n.In(0), o.Window);
            n.Add("Conv", [x, n.In(1), n.In(2)], sum).Window(window).Set("group", o.Groups);
            if (n.Has(3))
                n.Add("Add", [sum, n.In(3)], output);
        });

    /// <summary>A convolution of each channel with kernels of a single 1: ONNX has no operator for it.</summary>
    public static void Im2Col(Im2Col o, ExportNode n)
    {
        DataType type = n.Info(0).DataType;
        bool isExact = type is DataType.Float32 or DataType.Float16 or DataType.Int8 or DataType.UInt8 or DataType.Int16
            or DataType.UInt16;
        if (!isExact)
            throw new UnsupportedNodeException($"it has elements of type {type}, which single precision does not hold");
        if (n.Info(0).Shape is not { } shape)
            throw new UnsupportedNodeException("the number of channels is not known");
        int channels = shape[1], length = o.Window.Kernel.Aggregate((a, b) => a * b);
        var ones = new Tensor<float>([channels * length, 1, .. o.Window.Kernel]);
        for (int i = 0; i < channels * length; i++)
            ones.AsSpan()[(i * length) + (i % length)] = 1;
        bool isCast = type != DataType.Float32;
        (string x, Window window) = Cropped(n, isCast ? n.Cast(n.In(0), DataType.Float32, "single") : n.In(0), o.Window);
        string columns = n.Value("columns"), result = isCast ? n.Value("result") : n.Out;
        n.Add("Conv", [x, n.Constant("ones", ones)], columns).Window(window).Set("group", channels);
        n.Add("Reshape", [columns, n.Longs("columns.shape", 0, 0, -1)], result);
        if (isCast)
            n.Add("Cast", [result], n.Out).Set("to", OnnxTypes.NumberOf(type));
    }

    /// <summary>ConvTranspose, then the activation. Negative padding is an edge of biases around the sums.</summary>
    public static void ConvTranspose(ConvTranspose o, ExportNode node)
    {
        o = Explicit(o, node);
        ExportFunctions.Activated(node, o.Activation, (n, output) =>
        {
            bool isPadded = o.Window.AutoPad == AutoPad.NotSet && o.OutputShape.OrNone().IsEmpty
                && o.Window.Pads.OrNone().Any(p => p < 0);
            string sum = isPadded ? n.Value("sums") : output, bias = isPadded ? "" : n.In(2);
            Window window = isPadded ? o.Window with { Pads = [.. o.Window.Pads.Select(p => Math.Max(p, 0))] } : o.Window;
            n.Add("ConvTranspose", [n.In(0), n.In(1), bias], sum).Window(window)
                .Set("output_padding", o.OutputPadding.OrNone()).Set("output_shape", o.OutputShape.OrNone())
                .Set("group", o.Groups);
            if (isPadded)
                AddEdge(n, sum, output, o.Window.Pads);
        });
    }

    private static void AddEdge(ExportNode n, string sum, string output, ImmutableArray<int> pads)
    {
        string edge = n.Longs("edge", [.. Crop(pads).Select(p => -p)]);
        if (!n.Has(2))
        {
            n.Add("Pad", [sum, edge], output);
            return;
        }

        long[] axes = [.. Enumerable.Range(1, pads.Length / 2).Select(axis => (long)axis)];
        string bias = n.Step("Unsqueeze", "bias", n.In(2), n.Longs("bias.axes", axes));
        n.Add("Add", [n.Step("Pad", "padded", sum, edge), bias], output);
    }

    // Same padding of a transposed convolution does not depend on the input's size; runtimes disagree about it.
    private static ConvTranspose Explicit(ConvTranspose o, ExportNode n)
    {
        if (o.Window.AutoPad is not (AutoPad.SameUpper or AutoPad.SameLower) || !o.OutputShape.OrNone().IsEmpty)
            return o;
        if (n.Info(0).Shape is not { } x || n.Info(1).Shape is not { } w)
            return o;
        ImmutableArray<WindowAxis> axes = o.Geometry(x, w).Axes;
        return o with
        {
            Window = o.Window with
            {
                AutoPad = AutoPad.NotSet,
                Pads = [.. axes.Select(a => a.PadBegin), .. axes.Select(a => Math.Max(0, a.PadEnd))],
            },
            OutputPadding =
            [
                .. axes.Select((a, i) => Math.Max(0, -a.PadEnd) + (o.OutputPadding.OrNone().IsEmpty ? 0 : o.OutputPadding[i])),
            ],
        };
    }

    // ONNX allows no negative padding of a convolution.
    private static (string X, Window Window) Cropped(ExportNode n, string x, Window window)
    {
        if (window.AutoPad != AutoPad.NotSet || window.Pads.OrNone().All(p => p >= 0))
            return (x, window);
        string cropped = n.Step("Pad", "cropped", x, n.Longs("crop", Crop(window.Pads)));
        return (cropped, window with { Pads = [.. window.Pads.Select(p => Math.Max(p, 0))] });
    }

    // The negative part of the padding, for all axes: begins, then ends; batch and channels stay.
    private static long[] Crop(ImmutableArray<int> pads)
    {
        int axes = pads.Length / 2;
        IEnumerable<long> Part(int from) => pads.Skip(from).Take(axes).Select(p => (long)Math.Min(p, 0));
        return [0, 0, .. Part(0), 0, 0, .. Part(axes)];
    }
}
