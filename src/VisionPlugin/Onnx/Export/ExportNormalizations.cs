using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Normalisations that are written as several nodes.</summary>
internal static class ExportNormalizations
{
    /// <summary>
    /// As groups that are channels of an InstanceNormalization: ONNX's own operator changed its meaning in operator set 21.
    /// </summary>
    public static void GroupNormalization(GroupNormalization o, ExportNode n)
    {
        string shape = n.Step("Shape", "shape", n.In(0));
        string groups = n.Step("Reshape", "groups", n.In(0), n.Longs("groups.shape", 0, o.Groups, -1));
        bool isPerGroup = n.Info(1).Shape?.Length == o.Groups;
        string scale = isPerGroup ? n.In(1) : n.Constant("ones", Full(o.Groups, 1));
        string shift = isPerGroup ? n.In(2) : n.Constant("zeros", Full(o.Groups, 0));
        string normal = n.Value("normal");
        n.Add("InstanceNormalization", [groups, scale, shift], normal).Set("epsilon", o.Epsilon);
        if (isPerGroup)
        {
            n.Add("Reshape", [normal, shape], n.Out);
            return;
        }

        string back = n.Step("Reshape", "channels", normal, shape);
        string scaled = n.Step("Mul", "scaled", back, PerChannel(1, "scale"));
        n.Add("Add", [scaled, PerChannel(2, "shift")], n.Out);

        string PerChannel(int input, string name)
        {
            // (C) to (C, 1, ...): behind the channel come the spatial axes of X.
            long[] axes = [.. Enumerable.Range(1, n.RankOf(0) - 2).Select(i => (long)i)];
            return axes.Length == 0 ? n.In(input) : n.Step("Unsqueeze", name, n.In(input), n.Longs(name + ".axes", axes));
        }
    }

    /// <summary>Without the mean it is ONNX's RMSNormalization, of operator set 23: written out.</summary>
    public static void LayerNormalization(LayerNormalization o, ExportNode n)
    {
        if (o.Centered)
        {
            n.Add("LayerNormalization").Set("axis", o.Axis).Set("epsilon", o.Epsilon);
            return;
        }

        int first = o.Axis < 0 ? o.Axis : o.Axis - n.RankOf(0);
        long[] axes = [.. Enumerable.Range(first, -first).Select(axis => (long)axis)];
        string mean = n.Step("ReduceMean", "mean", n.Step("Mul", "squares", n.In(0), n.In(0)), n.Longs("axes", axes));
        string sum = n.Step("Add", "sum", mean, n.Constant("epsilon", new Tensor<float>([], [o.Epsilon])));
        string normal = n.Step("Div", "normal", n.In(0), n.Step("Sqrt", "root", sum));
        n.Add("Mul", [normal, n.In(1)], n.Out);
    }

    /// <summary>A function of rows along an axis; where rows go over several axes, of those of a matrix.</summary>
    public static void Rows(ExportNode n, string type, int axis, bool flatten)
    {
        if (!flatten || (n.Info(0).Shape is { } x && x.NormalizeAxis(axis) == x.Rank - 1))
        {
            n.Add(type).Set("axis", axis);
            return;
        }

        string shape = n.Step("Shape", "shape", n.In(0)), flat = n.Value("flat"), normal = n.Value("normal");
        n.Add("Flatten", [n.In(0)], flat).Set("axis", axis);
        n.Add(type, [flat], normal).Set("axis", 1);
        n.Add("Reshape", [normal, shape], n.Out);
    }

    private static Tensor<float> Full(int length, float value)
    {
        var tensor = new Tensor<float>([length]);
        tensor.AsSpan().Fill(value);
        return tensor;
    }
}
