using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Graphs;

/// <summary>Outputs of given sizes from any inputs, for tests that never run it.</summary>
internal sealed record FakeOperator(bool View, params int[] Sizes) : Operator
{
    public override string Name => "Fake";

    public override bool IsView => View;

    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) =>
        [.. Sizes.Select(size => new TensorInfo(DataType.Float32, [size]))];

    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        throw new InvalidOperationException("Only shapes are tested.");
}
