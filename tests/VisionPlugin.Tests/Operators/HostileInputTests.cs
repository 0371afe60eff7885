using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Operators;

/// <summary>
/// Every case with attributes, shapes, types and lists that a damaged or hostile model may have: shape inference gives
/// a typed error, or outputs that the reference implementation can compute.
/// </summary>
public class HostileInputTests
{
    private const int Rounds = 100;
    private const int MaxElements = 1 << 16;

    public static TheoryData<string> Names => OperatorCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_typed_error_or_a_result(string name)
    {
        OperatorCase @case = OperatorCases.Find(name);
        for (int round = 0; round < Rounds; round++)
        {
            // Not GetHashCode, which differs from run to run.
            var random = new Random((round * 7919) + name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
            (_, Operator op, Tensor?[] inputs) = HostileCase.Make(@case, random);
            Try(op, inputs, $"{op}, round {round}, inputs {string.Join<Tensor?>(", ", inputs)}");
        }
    }

    private static void Try(Operator op, Tensor?[] inputs, string context)
    {
        try
        {
            TensorInfo[] infos = [.. inputs.Select(t => t is null ? default : TensorInfo.Of(t))];
            TensorInfo[] outputs;
            try
            {
                outputs = op.InferShapes(infos);
            }
            catch (ShapeMismatchException)
            {
                return;
            }

            if (outputs.Sum(o => (long)o.Shape.Length) <= MaxElements
                && op.CountMacs(infos, outputs) <= MaxElements * 16)
                op.Run(inputs, [.. outputs.Select(o => Tensor.Create(o.DataType, o.Shape))]);
        }
        catch (Exception error) when (error is not ShapeMismatchException)
        {
            Assert.Fail($"{context}: {error}");
        }
    }
}
