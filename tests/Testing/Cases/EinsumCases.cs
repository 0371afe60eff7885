using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Equations with batches, sums, diagonals, broadcasting and three operands.</summary>
public static class EinsumCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("matrix product", "bij,bjk->bik", [2, 3, 5], [2, 5, 4]),
        Case("attention", "b h q d, b h k d -> b h q k", [1, 2, 5, 4], [1, 2, 6, 4]),
        Case("transposed", "ij->ji", [3, 5]),
        Case("sum of rows", "ij->i", [3, 5]),
        Case("trace", "ii->", [4, 4]),
        Case("diagonals", "...ii->...i", [3, 4, 4]),
        Case("implied output", "bij,bjk", [2, 3, 4], [2, 4, 2]),
        Case("broadcast", "...ij,...jk->...ik", [2, 1, 3, 4], [5, 4, 2]),
        Case("outer product", "i,j->ij", [3], [4]),
        Case("three operands", "i,ij,j->", [3], [3, 4], [4]),
        new OperatorCase("int64", new Einsum("i,i->"), RandomInteger.Int64([5], 1, -9, 9), RandomInteger.Int64([5], 2, -9, 9)),
    ];

    private static OperatorCase Case(string name, string equation, params TensorShape[] shapes) =>
        new(name, new Einsum(equation), [.. shapes.Select((shape, i) => RandomTensor.Uniform(shape, i + 1))]);
}
