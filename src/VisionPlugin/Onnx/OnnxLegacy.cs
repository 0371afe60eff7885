using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>What operator sets before 7 had instead of NumPy's broadcasting.</summary>
internal static class OnnxLegacy
{
    /// <summary>
    /// Aligns the second input with the first one at the attribute axis, by appending axes of size 1. Without it both
    /// align at their ends, as in later operator sets.
    /// </summary>
    public static OnnxNode AlignSecond(OnnxNode node, int? defaultAxis = null)
    {
        node.Ignoring("broadcast");
        if ((!node.Has("axis") && defaultAxis is null) || !node.HasInput(1))
            return node;
        long axis = node.Long("axis", defaultAxis ?? 0);

        // Axes to append: rank(A) - axis - rank(B), or -axis - rank(B) if the axis counts from the end. Constants fold
        // it.
        string shape = node.AddNode("shape", new Shape(), node.Inputs[1]);
        string room = AddConstant("axis", Math.Abs(axis));
        if (axis >= 0)
        {
            string rank = node.AddNode("rank", new Shape(), node.AddNode("shape", new Shape(), node.Inputs[0]));
            room = node.AddNode("room", new Binary(BinaryFunction.Sub), rank, room);
        }

        string own = node.AddNode("rank", new Shape(), shape);
        string count = node.AddNode("count", new Binary(BinaryFunction.Sub), room, own);
        string ones = node.AddNode("ones", new ConstantOfShape(), count, AddConstant("one", 1));
        string target = node.AddNode("target", new Concat(0), shape, ones);
        node.Inputs[1] = node.AddNode("aligned", new Reshape(), node.Inputs[1], target);
        return node;

        string AddConstant(string name, long value) => node.AddConstant(name, new Tensor<long>([1], [value]));
    }
}
