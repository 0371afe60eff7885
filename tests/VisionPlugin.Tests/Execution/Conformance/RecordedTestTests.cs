using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Onnx;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution.Conformance;

public sealed class RecordedTestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vision-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Outputs_within_tolerance_pass()
    {
        RecordedTestResult result = Run("Relu", [-1, 2, 1000], [0, 2, 1000.9f]);
        Assert.Equal(TestOutcome.Passed, result.Outcome);
        Assert.Empty(result.Reasons);
        Assert.Equal(0.9, result.MaxAbsolute, 1e-3);
        Assert.Equal(0.9e-3, result.MaxRelative, 1e-5);
    }

    [Fact]
    public void An_output_that_differs_fails_and_the_worst_element_is_named()
    {
        RecordedTestResult result = Run("Relu", [-1, 2, 3], [0, 2.5f, 3.1f]);
        Assert.Equal(TestOutcome.Failed, result.Outcome);
        string reason = Assert.Single(result.Reasons);
        Assert.Contains("test_data_set_0, output 'y' at [1]: expected 2.5, found 2;", reason, StringComparison.Ordinal);
        Assert.Equal(0.5, result.MaxAbsolute);
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(1, float.NaN)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity)]
    public void Infinities_and_NaN_agree_with_themselves_only(float input, float output)
    {
        Assert.Equal(TestOutcome.Failed, Run("Identity", [0, input], [0, output]).Outcome);
        Assert.Equal(TestOutcome.Passed, Run("Identity", [0, input], [0, input]).Outcome);
    }

    [Fact]
    public void Another_shape_fails_though_the_elements_agree()
    {
        string folder = RecordedFolder.Write(_folder, "Relu", [1, 2], [1, 2]);
        RecordedFolder.WriteTensor(Data("output_0.pb"), [1, 2, 3], OnnxTypes.Float);
        RecordedTestResult result = Run(folder);
        Assert.Equal(TestOutcome.Failed, result.Outcome);
        Assert.Contains("[3]", result.Reasons[0], StringComparison.Ordinal);
        Assert.True(double.IsNaN(result.MaxAbsolute));
    }

    [Fact]
    public void What_is_unsupported_is_told()
    {
        RecordedTestResult result = Run("Unheard", [1], [1]);
        Assert.Equal(TestOutcome.Unsupported, result.Outcome);
        Assert.Contains("(Unheard)", Assert.Single(result.Reasons), StringComparison.Ordinal);
        Assert.Equal(["Unheard"], RecordedTest.At(_folder).Operators.AsEnumerable());
        Assert.Equal(13, RecordedTest.At(_folder).Opset);
    }

    [Fact]
    public void A_broken_folder_fails_with_what_is_wrong()
    {
        Breaks(folder => File.Delete(Path.Combine(folder, "model.onnx")), "model.onnx");
        Breaks(folder => File.WriteAllText(Path.Combine(folder, "model.onnx"), "no model"), "not an ONNX model");
        Breaks(folder => Directory.Delete(Path.Combine(folder, "test_data_set_0"), recursive: true), "no recorded data");
        Breaks(_ => File.Delete(Data("input_0.pb")), "0 recorded inputs; the model has 1");
        Breaks(_ => File.Copy(Data("input_0.pb"), Data("input_1.pb")), "2 recorded inputs; the model has 1");
        Breaks(_ => File.Delete(Data("output_0.pb")), "0 recorded outputs; the model has 1");
        Breaks(_ => File.WriteAllBytes(Data("input_0.pb"), [0xFF, 0xFF]), "input_0.pb is not an ONNX tensor");
        Breaks(_ => RecordedFolder.WriteTensor(Data("input_0.pb"), [1, 2, 3], OnnxTypes.Float), "Float32[3]");

        void Breaks(Action<string> damage, string part)
        {
            Directory.Delete(_folder, recursive: true);
            RecordedFolder.Write(_folder, "Relu", [1, 2], [1, 2]);
            damage(_folder);
            RecordedTestResult result = Run(_folder);
            Assert.Equal(TestOutcome.Failed, result.Outcome);
            Assert.Contains(part, Assert.Single(result.Reasons), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tests_are_found_alone_in_suites_and_beside_light_models()
    {
        string one = RecordedFolder.Write(Path.Combine(_folder, "suite", "test_one"), "Relu", [1], [1]);
        Directory.CreateDirectory(Path.Combine(_folder, "suite", "pictures"));
        string light = Path.Combine(_folder, "light_relu.onnx");
        File.Copy(Path.Combine(one, "model.onnx"), light);
        RecordedFolder.WriteTensor(Path.Combine(_folder, "light_relu_output_0.pb"), [0], OnnxTypes.Float);
        Assert.Equal(["test_one"], RecordedTest.Find(one + Path.DirectorySeparatorChar).Select(t => t.Name));
        Assert.Equal(["test_one"], RecordedTest.Find(Path.Combine(one, "model.onnx")).Select(t => t.Name));
        Assert.Equal(["light_relu"], RecordedTest.Find(light).Select(t => t.Name));
        IReadOnlyList<RecordedTest> found = RecordedTest.Find(_folder);
        Assert.Equal(["light_relu", "test_one"], found.Select(t => t.Name));
        using var backend = new ReferenceBackend();
        Assert.All(found, test => Assert.Equal(TestOutcome.Passed, test.Run(backend).Outcome));
        Assert.Empty(RecordedTest.Find(Path.Combine(_folder, "suite", "pictures")));
        Assert.Throws<DirectoryNotFoundException>(() => RecordedTest.Find(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void Exceptions_to_the_tolerance_are_looser_than_ONNXs_own_and_say_why()
    {
        Assert.Equal(Tolerance.Onnx, Tolerance.For(["Relu", "Identity"]));
        foreach ((string name, Tolerance tolerance) in Tolerance.Exceptions)
        {
            Assert.Contains(name, OnnxOperators.Names);
            Assert.NotEmpty(tolerance.Reason);
            Assert.True(tolerance.Atol > Tolerance.Onnx.Atol || tolerance.Rtol > Tolerance.Onnx.Rtol, name);
            Assert.Equal(tolerance, Tolerance.For(["Relu", name]));
        }
    }

    private string Data(string file) => Path.Combine(_folder, "test_data_set_0", file);

    private RecordedTestResult Run(string type, float[] input, float[] output) =>
        Run(RecordedFolder.Write(_folder, type, input, output));

    private static RecordedTestResult Run(string folder)
    {
        using var backend = new ReferenceBackend();
        return RecordedTest.At(folder).Run(backend);
    }
}
