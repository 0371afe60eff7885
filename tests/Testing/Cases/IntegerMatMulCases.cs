using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Products of 8-bit matrices: the sums, and the sums in a result's scale. Exact on every backend.</summary>
public static class IntegerMatMulCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Sums("uint8", Bytes([7, 33]), Bytes([33, 18]), One(12), One(200)),
        Sums("without zero points", SBytes([5, 8]), SBytes([8, 4])),
        Sums("zero points a row and a column", Bytes([3, 5]), SBytes([5, 4]), Bytes([3]), SBytes([4])),
        Sums("batches that broadcast", Bytes([2, 1, 40, 9]), SBytes([3, 9, 17]), One(100)),
        Sums("zero points a matrix", Bytes([2, 3, 4]), Bytes([2, 4, 5]), Bytes([2, 3, 1]), Bytes([2, 1, 5])),
        Sums("vectors", Bytes([19]), SBytes([19]), One(128)),
        Sums("vector by matrix", Bytes([6]), SBytes([6, 35]), One(128)),
        Sums("B of the run", Bytes([4, 6]), SBytes([6, 5]), One(9)) with { FirstConstant = 4 },
        Scaled("uint8", Bytes([2, 35, 11]), Float(0.02f), One(100), Bytes([11, 20]), Float(0.01f), One(128), One(118)),
        Scaled("int8, scales a row and a column", SBytes([5, 11]), RandomTensor.Uniform([5], 1, 0.01f, 0.1f), SBytes([5]),
            SBytes([11, 19]), RandomTensor.Uniform([19], 2, 0.01f, 0.1f), SBytes([19]), new Tensor<sbyte>([], [-3])),
        Scaled("scales a matrix", Bytes([2, 3, 4]), RandomTensor.Uniform([2, 3, 1], 1, 0.01f, 0.1f), One(3),
            SBytes([2, 4, 5]), RandomTensor.Uniform([2, 1, 5], 1, 0.01f, 0.1f), new Tensor<sbyte>([], [4]), One(5)),
    ];

    private static OperatorCase Sums(string name, params Tensor?[] inputs) =>
        new(name, new MatMulInteger(), inputs) { Atol = 0, Rtol = 0 };

    private static OperatorCase Scaled(string name, Tensor a, Tensor aScale, Tensor aZero, Tensor b, Tensor bScale,
        Tensor bZero, Tensor yZero) =>
        new(name, new QLinearMatMul(), a, aScale, aZero, b, bScale, bZero, Float(0.03f), yZero) { Atol = 0, Rtol = 0 };

    private static Tensor<float> Float(float value) => new([], [value]);

    private static Tensor<byte> One(byte value) => new([1], [value]);

    private static Tensor<byte> Bytes(TensorShape shape) => RandomInteger.Bytes(shape, shape.Length);

    private static Tensor<sbyte> SBytes(TensorShape shape) => RandomInteger.SBytes(shape, shape.Length);
}
