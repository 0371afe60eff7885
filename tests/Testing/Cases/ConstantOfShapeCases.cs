using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Tensors full of one value; known before the first run.</summary>
public static class ConstantOfShapeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        new("zeros", new ConstantOfShape(), Integers.List(2, 5, 3)),
        new("floats", new ConstantOfShape(), Integers.List(2, 3), new Tensor<float>([1], [1.5f])),
        new("int64", new ConstantOfShape(), Integers.List(4), new Tensor<long>([1], [-7])),
        new("bool scalar", new ConstantOfShape(), new Tensor<long>([0]), new Tensor<bool>([1], [true])),
        new("no elements", new ConstantOfShape(), Integers.List(2, 0), new Tensor<int>([1], [3])),
    ];
}
