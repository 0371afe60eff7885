using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>Makes zero padding of the spatial axes part of the convolution that reads it.</summary>
internal static class FoldPad
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            if (node.Operator is Conv conv && editor.Producer(node.Inputs[0]) is { Operator: Pad pad } before
                && Pads(editor, before, pad) is { } added && Explicit(conv.Window, added.Length / 2) is { } present)
            {
                ImmutableArray<int> pads = [.. present.Zip(added, (a, b) => a + b)];
                Window window = conv.Window with { AutoPad = AutoPad.NotSet, Pads = pads };
                editor.Replace(node, node with
                {
                    Operator = conv with { Window = window },
                    Inputs = node.Inputs.SetItem(0, before.Inputs[0]),
                });
            }
        }

        return editor.Build();
    }

    // The padding of the spatial axes, all begins and then all ends; null if it is not plain zero padding of those
    // alone.
    private static int[]? Pads(GraphEditor editor, Node node, Pad pad)
    {
        TensorInfo value = editor.Input(node, 2);
        bool zero = !value.IsPresent || ScalarConstant.Of(value) == 0;
        ImmutableArray<PadAxis> axes = pad.Axes([.. node.Inputs.Select(editor.Info)]);
        if (pad.Mode != PadMode.Constant || !zero || axes.Length < 3 || axes.Any(a => a.Begin < 0 || a.End < 0)
            || axes.Take(2).Any(a => a.Begin + a.End != 0))
        {
            return null;
        }

        return [.. axes.Skip(2).Select(a => a.Begin), .. axes.Skip(2).Select(a => a.End)];
    }

    // The padding that a window has by itself; null if it depends on the input's size.
    private static ImmutableArray<int>? Explicit(Window window, int axes) => window.AutoPad switch
    {
        AutoPad.NotSet when !window.Pads.IsDefaultOrEmpty => window.Pads,
        AutoPad.NotSet or AutoPad.Valid => [.. new int[2 * axes]],
        _ => null,
    };
}
