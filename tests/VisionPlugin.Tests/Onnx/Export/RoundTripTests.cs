using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>What is exported and loaded again computes the same.</summary>
public class RoundTripTests
{
    [Theory]
    [MemberData(nameof(ExportedCase.Names), MemberType = typeof(ExportedCase))]
    public void A_saved_operator_computes_the_same_when_it_is_loaded(string name)
    {
        OperatorCase @case = OperatorCases.Find(name);
        using var backend = new ReferenceBackend();
        Tensor[] expected = @case.Run(backend, out _)!;
        Model loaded = ModelLoader.Load(ExportedCase.Export(@case), name);
        Assert.Equal(@case.ModelInputs.Keys.Order(), loaded.Inputs.Select(i => i.Name).Order());
        Dictionary<string, Tensor> found = ExportedCase.Run(loaded, @case.ModelInputs);
        for (int i = 0; i < expected.Length; i++)
            TensorAssert.Equal(expected[i], found[$"out{i}"], @case.Atol, @case.Rtol, $"{name}, output {i}");
    }

    [Theory]
    [MemberData(nameof(ExportedCase.Names), MemberType = typeof(ExportedCase))]
    public void A_saved_operator_is_valid_ONNX(string name) =>
        OnnxRules.Check(ExportedCase.Parse(ExportedCase.Export(OperatorCases.Find(name))));

    [Fact]
    public void What_ONNX_cannot_express_is_refused_and_named()
    {
        OperatorCase[] refused = [.. OperatorCases.All.Where(ExportedCase.IsRefused)];
        Assert.NotEmpty(refused);
        Assert.All(refused, c => Assert.Matches("tf_half_pixel_for_nn|no form in ONNX",
            Assert.Single(Assert.Throws<UnsupportedOperatorException>(() => ExportedCase.Export(c)).Nodes)));
    }
}
