using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>Global pools as windows of the map's size: a mean for every part of a larger picture, not one of all.</summary>
internal static class HeadPools
{
    /// <summary>Rewrites a mean or maximum over all places.</summary>
    public static void Rewrite(HeadRewriter head, Node node, HeadValue x)
    {
        if (!IsOfEveryChannel(head, node, x))
            throw head.Error(node, $"it does not reduce {x.Places.Shape} to one number for each channel of the maps {x.Shape}.");
        var window = new Window([.. x.Shape.Sizes[2..]], [], [], []);
        Operator pool = node.Operator is GlobalMaxPool or Reduce { Function: ReduceFunction.Max }
            ? new MaxPool(window) : new AveragePool(window);
        head.Emit(node, pool, x.OnePlace(x.Shape[1]), x.Map);
    }

    // The elements of channel c lie at c * size to (c + 1) * size - 1 of the map, whatever axes they are on now.
    private static bool IsOfEveryChannel(HeadRewriter head, Node node, HeadValue x)
    {
        if (node.Operator is not Reduce reduce)
            return x.IsInOrder && x.Places.Shape == x.Shape;
        int size = x.Shape.LengthOf(2, x.Shape.Rank);
        if (head.OldShape(node).Length * size != x.Places.Shape.Length)
            return false;
        Tensor<int> first = Run(ReduceFunction.Min), last = Run(ReduceFunction.Max);
        for (int i = 0; i < first.Shape.Length; i++)
        {
            if (first.AsSpan()[i] != i * size || last.AsSpan()[i] != ((i + 1) * size) - 1)
                return false;
        }

        return true;

        Tensor<int> Run(ReduceFunction function)
        {
            var result = new Tensor<int>(head.OldShape(node));
            (reduce with { Function = function }).Run([x.Places, .. head.Infos(node).Skip(1).Select(i => i.Value)], [result]);
            return result;
        }
    }
}
