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
            string x = n.In(0), sum = n.Has(3) ? n.Value("convolution") : output;
            Window window = o.Window;
            if (window.AutoPad == AutoPad.NotSet && window.Pads.OrNone().Any(p => p < 0))
            {
                x = n.Step("Pad", "cropped", x, n.Longs("crop", Crop(window.Pads)));
                window = window with { Pads = [.. window.Pads.Select(p => Math.Max(p, 0))] };
            }

            n.Add("Conv", [x, n.In(1), n.In(2)], sum).Window(window).Set("group", o.Groups);
            if (n.Has(3))
                n.Add("Add", [sum, n.In(3)], output);
        });

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

    // The negative part of the padding, for all axes: begins, then ends; batch and channels stay.
    private static long[] Crop(ImmutableArray<int> pads)
    {
        int axes = pads.Length / 2;
        IEnumerable<long> Part(int from) => pads.Skip(from).Take(axes).Select(p => (long)Math.Min(p, 0));
        return [0, 0, .. Part(0), 0, 0, .. Part(axes)];
    }
}
