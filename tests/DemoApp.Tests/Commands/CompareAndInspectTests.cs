using System.Text.Json;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public class CompareAndInspectTests
{
    [Fact]
    public void Backends_that_agree_pass_and_every_layer_is_listed()
    {
        JsonElement report = Assert.Single(Vision.Good("compare", "--model", "face_expression", "--backends", "cpu,reference", "--json").Json);
        Assert.Equal(
            ["model", "source", "backends", "precision", "atol", "rtol", "output_tolerance", "pass", "first_failure", "layers", "outputs", "times"],
            report.EnumerateObject().Select(p => p.Name));
        Assert.True(report.GetProperty("pass").GetBoolean());
        Assert.Equal(["reference", "cpu"], report.GetProperty("backends").EnumerateArray().Select(b => b.GetString()));
        JsonElement layer = report.GetProperty("layers")[0];
        Assert.Equal(["layer", "operator", "value", "shape", "differences", "ms"], layer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Conv", layer.GetProperty("operator").GetString());
        Assert.Equal(["backend", "max_abs", "max_rel", "where", "expected", "actual", "end_to_end_max_abs", "of_tolerance", "end_to_end_of_tolerance", "rel_norm", "pass"],
            layer.GetProperty("differences")[0].EnumerateObject().Select(p => p.Name));
        Assert.True(report.GetProperty("layers").GetArrayLength() > 20);
        Assert.Equal(2, report.GetProperty("outputs").GetArrayLength());
    }

    [Fact]
    public void Without_tolerance_rounding_fails_with_exit_code_1_and_names_a_layer()
    {
        string[] args = ["compare", Samples.Coffee, "--model", "face_expression", "--backends", "reference,cpu", "--atol", "0", "--rtol", "0"];
        Vision json = Vision.Run([.. args, "--json"]);
        Assert.Equal((1, ""), (json.ExitCode, json.Error));
        Assert.False(json.Json[0].GetProperty("pass").GetBoolean());
        string failure = json.Json[0].GetProperty("first_failure").GetString()!;
        Vision text = Vision.Run(args);
        Assert.Equal(1, text.ExitCode);
        Assert.Contains($"FAIL: cpu against reference, first at layer {failure}", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect", "--backend", "cpu")]
    [InlineData("compare", "--backends", "cpu,reference")]
    public void A_precision_that_no_backend_has_is_refused_with_what_to_do(string command, string option, string backends)
    {
        Vision refused = Vision.Run(
            command, Samples.Coffee, "--model", "tiny_face_detector", option, backends, "--precision", "half");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("stores single precision only. Choose Precision.Single", refused.Error, StringComparison.Ordinal);
        Vision unknown = Vision.Run(command, Samples.Coffee, "--precision", "quarter");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("--precision must be one of single, half", unknown.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Models_without_a_card_are_compared_on_noise_or_by_what_they_are_recognised_as()
    {
        string model = TestData.Require("models", "mnist", "model.onnx");
        Assert.Contains("PASS", Vision.Good("compare", "--model", model, "--backends", "cpu,reference").Out, StringComparison.Ordinal);
        Assert.Contains("PASS", Vision.Good("compare", Samples.Coffee, "--model", model, "--backends", "cpu,reference").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu", "two or more")]
    [InlineData("cpu,cpu", "two or more")]
    [InlineData("cpu,tpu", "'tpu'")]
    [InlineData("", "two or more")]
    public void Fewer_than_two_backends_cannot_be_compared(string list, string part) =>
        Vision.Bad(["compare", "--model", "face_expression", "--backends", list], part);

    [SkippableTheory]
    [InlineData("centernet")]
    [InlineData("face_expression")]
    [InlineData("selfie")]
    [InlineData("tiny_face_detector")]
    public void Inspect_counts_what_was_recorded(string name)
    {
        JsonElement report = Assert.Single(Vision.Good("inspect", TestData.Require("models", name, "model.onnx"), "--json").Json);
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllBytes(TestData.Require("models", name, "stats.json")));
        Assert.Equal(recorded.RootElement.GetProperty("macs").GetInt64(), report.GetProperty("macs").GetInt64());
        Assert.Equal(recorded.RootElement.GetProperty("ops").GetProperty("Conv").GetInt32(), report.GetProperty("operators").GetProperty("Conv").GetInt32());
        Assert.Equal(recorded.RootElement.GetProperty("ops").EnumerateObject().Sum(p => p.Value.GetInt32()), report.GetProperty("nodes").GetInt32());
        Assert.Equal(report.GetProperty("nodes").GetInt32(), report.GetProperty("graph").GetArrayLength());
        Assert.Equal("input", report.GetProperty("inputs")[0].GetProperty("name").GetString());
        int[] shape = [.. report.GetProperty("inputs")[0].GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
        Assert.Equal(recorded.RootElement.GetProperty("inputs").GetProperty("input").EnumerateArray().Select(s => s.GetInt32()), shape);
        Assert.Empty(report.GetProperty("unsupported").EnumerateArray());
        Assert.True(report.GetProperty("peak_bytes").GetInt64() > 0);
        JsonElement run = report.GetProperty("optimized");
        Assert.True(run.GetProperty("nodes").GetInt32() < report.GetProperty("nodes").GetInt32());
        Assert.True(run.GetProperty("peak_bytes").GetInt64() <= report.GetProperty("peak_bytes").GetInt64());
    }

    [Fact]
    public void People_see_the_graph_before_and_after()
    {
        Vision run = Vision.Good("inspect", "tiny_face_detector");
        Assert.Contains("as loaded", run.Out, StringComparison.Ordinal);
        Assert.Contains("as run", run.Out, StringComparison.Ordinal);
        Assert.Contains("198,760,528", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public void Shapes_that_are_not_shapes_are_refused()
    {
        Vision.Bad(["inspect", "centernet", "--shape", "input"], "--shape");
        Vision.Bad(["inspect", "centernet", "--shape", "input=1x-3"], "--shape");
        Vision.Bad(["inspect", "centernet", "--shape", "input=1x4x512x512"], "[1, 4, 512, 512]");
        Vision.Bad(["inspect", "centernet", "--shape", "picture=1x3x512x512"], "picture", "input: Float32");
        Vision.Bad(["inspect", "nothing"], "nothing");
    }
}
