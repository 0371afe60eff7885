using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>What combines values element by element, joins them, or normalises over all of a picture's.</summary>
internal static class HeadElements
{
    /// <summary>Rewrites a function of two values, of which one may be a constant of one number or one for each channel.</summary>
    public static void Rewrite(HeadRewriter head, Node node)
    {
        HeadValue? left = head.Find(node, 0), right = head.Find(node, 1);
        HeadValue x = (left ?? right)!;
        if (head.OldShape(node) != x.Places.Shape)
            throw head.Error(node, $"its inputs stretch to {head.OldShape(node)}.");
        if (left is not null && right is not null)
        {
            if (left.Shape != right.Shape || !left.Places.AsSpan().SequenceEqual(right.Places.AsSpan()))
                throw head.Error(node, "its inputs are arranged differently.");
            head.EmitElementwise(node, left, left.Map, right.Map);
            return;
        }

        int other = left is null ? 0 : 1;
        Tensor constant = head.Constant(node, other) ?? throw head.Error(node, "its other input does not come from the maps.");
        string name = head.Add($"{node.Name}.constant", OnMaps(head, node, constant, x));
        head.EmitElementwise(node, x, other == 0 ? [name, x.Map] : [x.Map, name]);
    }

    /// <summary>Rewrites a concatenation of channels.</summary>
    public static void Rewrite(HeadRewriter head, Node node, Concat concat)
    {
        var parts = new HeadValue[node.Inputs.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = head.Find(node, i) is { HasOnePlace: true, IsInOrder: true } part ? part
                : throw head.Error(node, $"'{node.Inputs[i]}' is not one number for each channel of a map.");
        }

        if (head.OldShape(node).NormalizeAxis(concat.Axis) != 1)
            throw head.Error(node, $"it joins along axis {concat.Axis}, not the channels.");
        head.Emit(node, new Concat(1), parts[0].OnePlace(parts.Sum(p => p.Shape[1])), [.. parts.Select(p => p.Map)]);
    }

    /// <summary>Rewrites a softmax over all of a picture's numbers.</summary>
    public static void Rewrite(HeadRewriter head, Node node, Softmax softmax, HeadValue x)
    {
        if (!x.HasOnePlace || !x.IsInOrder || softmax.Split(x.Places.Shape) is not { Inner: 1 } split || split.Length != x.Shape[1])
            throw head.Error(node, $"its sum over {x.Places.Shape} is not that of all channels of the maps {x.Shape}.");
        head.Emit(node, softmax with { Axis = 1, Flatten = false }, x.Shape, x.Map);
    }

    // (1, C, 1...), or one element, as it broadcasts to the map.
    private static Tensor OnMaps(HeadRewriter head, Node node, Tensor constant, HeadValue x)
    {
        if (constant.Shape.Length == 1)
            return constant.Reshape([.. Enumerable.Repeat(1, x.Shape.Rank)]);
        // The pictures' axis comes first; a constant of another size there would differ between them.
        bool isForEveryPicture = constant.Shape.Rank < x.Places.Shape.Rank || constant.Shape[0] == 1;
        return x.HasOnePlace && x.IsInOrder && isForEveryPicture && constant.Shape.Length == x.Shape[1]
            ? constant.Reshape([1, .. x.OnePlace(x.Shape[1]).Sizes[1..]])
            : throw head.Error(node, $"the constant {constant.Shape} is not one number, nor one for each channel of the maps {x.Shape}.");
    }
}
