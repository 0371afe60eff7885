using System.Text.Json;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CheckTests()
    {
        RecordedFolder.Write(_folder["test_relu"], "Relu", [-1, 2], [0, 2]);
        RecordedFolder.Write(_folder["test_wrong"], "Relu", [-1, 2], [-1, 2]);
        RecordedFolder.Write(_folder["test_unheard"], "Unheard", [1], [1]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_test_is_a_line_of_JSON_and_the_totals_are_the_last()
    {
        Vision run = Vision.Run("check", _folder[""], "--backend", "cpu", "--json");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(4, run.Json.Count);
        Assert.Equal(["test_relu pass", "test_unheard unsupported", "test_wrong fail"], run.Json.SkipLast(1)
            .Select(t => $"{t.GetProperty("test")} {t.GetProperty("outcome")}"));
        Assert.All(run.Json.SkipLast(1), t => Assert.Equal("cpu", t.GetProperty("backend").GetString()));
        Assert.Equal(["passed", "failed", "unsupported"], run.Json[^1].EnumerateObject().Select(p => p.Name));
        Assert.All(run.Json[^1].EnumerateObject(), p => Assert.Equal(1, p.Value.GetInt32()));
        JsonElement wrong = run.Json[2];
        Assert.Equal(1, wrong.GetProperty("max_abs").GetDouble());
        Assert.Contains("expected -1, found 0", wrong.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, run.Json[1].GetProperty("max_abs").ValueKind);
    }

    [Fact]
    public void A_filter_chooses_by_part_or_pattern_and_no_failure_is_success()
    {
        Vision run = Vision.Good("check", _folder[""], "--backend", "reference", "--filter", "RELU");
        Assert.Contains("1 passed, 0 failed, 0 unsupported", run.Out, StringComparison.Ordinal);
        run = Vision.Good("check", _folder["test_relu"], _folder["test_unheard"], "--backend", "reference", "--filter", "test_*e*");
        Assert.EndsWith("1 passed, 0 failed, 1 unsupported" + Environment.NewLine, run.Out, StringComparison.Ordinal);
        Assert.Contains("(Unheard): operator is not known", run.Out, StringComparison.Ordinal);
        Vision.Bad(["check", _folder[""], "--filter", "cast"], "cast");
    }

    [Fact]
    public void A_broken_test_fails_and_the_others_go_on()
    {
        File.Delete(_folder[Path.Combine("test_relu", "model.onnx")]);
        Vision run = Vision.Run("check", _folder[""], "--backend", "cpu");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("0 passed, 2 failed, 1 unsupported", run.Out, StringComparison.Ordinal);
        Assert.Contains("There is no model file", run.Out, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("gpu", false, "gpu")]
    [InlineData("gpu", true, "gpu-es")]
    [InlineData("all", true, "reference", "cpu", "gpu-es")]
    public void The_GPU_runs_in_OpenGL_or_OpenGL_ES_and_nothing_takes_its_place(string backend, bool es, params string[] names)
    {
        Vision run = Vision.Run(["check", _folder["test_relu"], "--backend", backend, "--json", .. es ? ["--es"] : Array.Empty<string>()]);
        Requirement.SkipUnless(run.Error.Length == 0, run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(names, run.Json.SkipLast(1).Select(t => t.GetProperty("backend").GetString()));
        Assert.All(run.Json.SkipLast(1), t => Assert.Equal("pass", t.GetProperty("outcome").GetString()));
    }

    [Fact]
    public void A_folder_that_cannot_be_checked_is_one_line()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Vision.Bad(["check", _folder["none"]], "none");
        Vision.Bad(["check", _folder["empty"]], "empty", "model.onnx");
        Vision.Bad(["check", _folder[""], "--backend", "cpu", "--es"], "--es", "cpu");
        Vision.Bad(["check", _folder[""], "--backend", "npu"], "npu");
        Vision.Bad(["check"], "DIR");
    }
}
