using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Undoing quantisation by tensor, by axis and by block.</summary>
public static class DequantizeLinearCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        new("uint8", new DequantizeLinear(), RandomInteger.Bytes([2, 5, 3, 4], 1), new Tensor<float>([], [0.03f]),
            new Tensor<byte>([], [128])),
        new("uint8 without zero point", new DequantizeLinear(), RandomInteger.Bytes([2, 5], 1),
            new Tensor<float>([], [0.1f])),
        new("int8 by channel", new DequantizeLinear(), RandomInteger.SBytes([2, 3, 5, 4], 1),
            new Tensor<float>([3], [0.03f, 0.01f, 0.05f]), new Tensor<sbyte>([3], [0, 5, -7])),
        new("int8 by the first axis", new DequantizeLinear(0), RandomInteger.SBytes([2, 3, 5], 1),
            new Tensor<float>([2], [0.03f, 0.01f])),
        new("int32 by the first axis", new DequantizeLinear(0), RandomInteger.Int32([3], 1, -9999, 9999),
            new Tensor<float>([3], [1e-3f, 2e-3f, 5e-4f])),
        new("uint8 by blocks of 2", new DequantizeLinear(0, 2), RandomInteger.Bytes([5, 3], 1),
            RandomTensor.Uniform([3, 3], 2, 0.01f, 0.1f), RandomInteger.Bytes([3, 3], 3)),
    ];
}
