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

    /// <summary>Softmax over several axes is one over the last axis of a matrix.</summary>
    public static void Softmax(Softmax o, ExportNode n)
    {
        if (!o.Flatten || (n.Info(0).Shape is { } x && x.NormalizeAxis(o.Axis) == x.Rank - 1))
        {
            n.Add("Softmax").Set("axis", o.Axis);
            return;
        }

        string shape = n.Step("Shape", "shape", n.In(0)), flat = n.Value("flat"), normal = n.Value("normal");
        n.Add("Flatten", [n.In(0)], flat).Set("axis", o.Axis);
        n.Add("Softmax", [flat], normal).Set("axis", 1);
        n.Add("Reshape", [normal, shape], n.Out);
    }

    private static Tensor<float> Full(int length, float value)
    {
        var tensor = new Tensor<float>([length]);
        tensor.AsSpan().Fill(value);
        return tensor;
    }
}
