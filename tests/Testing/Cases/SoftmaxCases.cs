using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>
/// Softmax, its logarithm, and hardmax along every axis, flattened as before opset 13, with large and special values.
/// </summary>
public static class SoftmaxCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("classes", [2, 1000], -1),
        Case("axis 0", [5, 3], 0),
        Case("axis 1 of 4", [2, 7, 5, 3], 1),
        Case("axis 1 of 4, 4 channels", [1, 4, 6, 6], 1),
        Case("axis 2 of 4", [2, 3, 5, 4], 2),
        Case("axis -1 of 4", [2, 3, 4, 9], -1),
        Case("axis -3 of 4", [1, 21, 4, 3], -3),
        Case("vector", [11], 0),
        Case("one element", [3, 1], 1),
        Case("3-D", [2, 5, 3, 2, 4], 1),
        Case("flatten from 1", [2, 3, 4, 5], 1, true),
        Case("flatten from 2", [2, 3, 4, 5], 2, true),
        Case("flatten from 0", [2, 3, 4], 0, true),
        Case("flatten (N, C, 1, 1)", [2, 10, 1, 1], 1, true),
        new OperatorCase("large values", new Softmax(1), RandomTensor.Uniform([3, 6, 2], 2, -1e4f, 1e4f)),
        new OperatorCase("special values", new Softmax(), SpecialValues.Strewn([13, 3], 3)),
        Log("classes", [2, 1000], -1),
        Log("axis 0", [5, 3], 0),
        Log("axis 1 of 4", [2, 7, 5, 3], 1),
        Log("axis 2 of 4", [2, 3, 5, 4], 2),
        Log("axis -1 of 4", [2, 3, 4, 9], -1),
        Log("vector", [11], 0),
        Log("flatten from 1", [2, 3, 4, 5], 1, true),
        new OperatorCase("large values", new Softmax(1, Log: true), RandomTensor.Uniform([3, 6, 2], 2, -1e4f, 1e4f)),
        new OperatorCase("special values", new Softmax(Log: true), SpecialValues.Strewn([13, 3], 3)),
        new OperatorCase("double", new Softmax(), new Tensor<double>([2, 2], [1, 2, -1e3, 1e3])),
        Hard("classes", RandomTensor.Uniform([2, 1000], 1), -1),
        Hard("axis 0", RandomTensor.Uniform([5, 3], 1), 0),
        Hard("axis 1 of 4", RandomTensor.Uniform([2, 7, 5, 3], 1), 1),
        Hard("axis -2 of 4", RandomTensor.Uniform([2, 3, 5, 4], 1), -2),
        Hard("flatten from 1", RandomTensor.Uniform([2, 3, 4, 5], 1), 1, true),
        Hard("ties", SpecialValues.Ties([4, 40, 3], 1), 1),
        Hard("special values", SpecialValues.Strewn([13, 3], 3), -1),
        Hard("nothing but infinities", new Tensor<float>([2, 2], [float.NegativeInfinity, float.NegativeInfinity,
            float.PositiveInfinity, float.PositiveInfinity]), -1),
        Hard("double", new Tensor<double>([3], [1, 1.0000000001, 1]), -1),
    ];

    private static OperatorCase Log(string name, TensorShape x, int axis, bool flatten = false) =>
        new(name, new Softmax(axis, flatten, Log: true), RandomTensor.Uniform(x, 1, -5, 5)) { Atol = 1e-5 };

    private static OperatorCase Hard(string name, Tensor x, int axis, bool flatten = false) =>
        new(name, new Hardmax(axis, flatten), x) { Atol = 0, Rtol = 0 };

    private static OperatorCase Case(string name, TensorShape x, int axis, bool flatten = false) =>
        new(name, new Softmax(axis, flatten), RandomTensor.Uniform(x, 1, -5, 5)) { Atol = 1e-6 };
}
