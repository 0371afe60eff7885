using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Operators;

public class ReferenceCaseTests
{
    [Theory]
    [MemberData(nameof(OperatorCases.Names), MemberType = typeof(OperatorCases))]
    public void Reference_gives_the_inferred_outputs_and_the_same_ones_alone(string name)
    {
        OperatorCase @case = OperatorCases.Find(name);
        TensorInfo[] inputs = [.. @case.Inputs.Select(t => t is null ? default : TensorInfo.Of(t))];
        TensorInfo[] inferred = @case.Operator.InferShapes(inputs);
        using var backend = new ReferenceBackend();
        Tensor[] results = @case.Run(backend, out _)!;

        // Written over garbage, with only the outputs that are asked for.
        Tensor[] outputs = [.. results.Select(r => Tensor.Create(r.DataType, r.Shape))];
        foreach (Tensor output in outputs)
            output.AsBytes().Fill(0x5a);
        @case.Operator.Run(@case.Inputs, outputs);

        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal((inferred[i].DataType, inferred[i].Shape), (results[i].DataType, results[i].Shape));
            TensorAssert.Equal(results[i], outputs[i], context: name);
        }
    }
}
