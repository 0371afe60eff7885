using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Boxes that overlap, known before the first run.</summary>
public static class NonMaxSuppressionCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        new("two pictures, three classes", new NonMaxSuppression(), RandomTensor.Uniform([2, 20, 4], 1, 0, 10),
            RandomTensor.Uniform([2, 3, 20], 2, 0, 1), Most(5), Number(0.3f), Number(0.4f)),
        new("centre and size", new NonMaxSuppression(IsCenterSize: true), RandomTensor.Uniform([1, 20, 4], 3, 1, 10),
            RandomTensor.Uniform([1, 1, 20], 4, 0, 1), Most(20), Number(0.5f)),
    ];

    private static Tensor<long> Most(long value) => new([1], [value]);

    private static Tensor<float> Number(float value) => new([1], [value]);
}
