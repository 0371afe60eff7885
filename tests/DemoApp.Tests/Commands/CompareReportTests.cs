using System.Text.Json;
using VisionPlugin.DemoApp.Commands;

namespace VisionPlugin.DemoApp.Tests.Commands;

/// <summary><c>vision compare --report</c>, <c>--times</c> and its progress.</summary>
public class CompareReportTests
{
    private static readonly string[] Small = ["compare", "--model", "zoo:lenet5", "--backends", "cpu,reference"];

    [Fact]
    public void A_report_is_written_beside_what_is_printed()
    {
        using var folder = new TempFolder();
        Vision run = Vision.Good("compare", Samples.Coffee, "--model", "face_expression", "--backends", "cpu,reference", "--report", folder["it's.html"]);
        Assert.Contains("PASS: cpu agrees with reference", run.Out, StringComparison.Ordinal);
        Assert.Contains("ms a run", run.Out, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["it's.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<title>PASS: face_expression on reference, cpu</title>", page, StringComparison.Ordinal);
        Assert.Contains("vision compare", page, StringComparison.Ordinal);
        Assert.Contains("Time of each layer", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"The input picture\"", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 50_000, 2_000_000);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_comparison_that_fails_writes_its_report_too()
    {
        using var folder = new TempFolder();
        Vision run = Vision.Run([.. Small, "--atol", "0", "--rtol", "0", "--report", folder["fail.html"]]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("<title>FAIL: zoo:lenet5", File.ReadAllText(folder["fail.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_come_as_json_and_as_a_column()
    {
        JsonElement report = Assert.Single(Vision.Good([.. Small, "--times", "--json"]).Json);
        JsonElement[] times = [.. report.GetProperty("times").EnumerateArray()];
        Assert.Equal(["reference", "cpu"], times.Select(t => t.GetProperty("backend").GetString()));
        Assert.Equal(["backend", "clock", "runs", "whole_run_ms", "sum_ms"], times[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("processor", times[0].GetProperty("clock").GetString());
        double sum = report.GetProperty("layers").EnumerateArray().Sum(l => l.GetProperty("ms").GetProperty("reference").GetDouble());
        Assert.Equal(times[0].GetProperty("sum_ms").GetDouble(), sum, 0.02);
        Assert.Equal(JsonValueKind.Null, Assert.Single(Vision.Good([.. Small, "--json"]).Json).GetProperty("times").ValueKind);
        Assert.Contains(" ms ", Vision.Good([.. Small, "--times"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_refused_at_once()
    {
        Vision.Bad([.. Small, "--report", Path.Combine(Samples.Coffee, "report.html")], "report.html", "no such folder");
        Vision.Bad([.. Small, "--report", Samples.Pictures], "is a folder");
    }

    [Fact]
    public void People_who_watch_see_how_far_it_is()
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(0, VisionCommand.Run(Small, new Terminal(output, error, IsOutWatched: false, IsErrorWatched: true)));
        Assert.Contains("/18", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("reference c1", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("cpu prob", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", Vision.Good(Small).Error);
    }
}
