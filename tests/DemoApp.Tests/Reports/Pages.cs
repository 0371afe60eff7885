using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Reports;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Reports;

/// <summary>Pages of comparisons that agree, fail or have names that nobody expects.</summary>
internal static class Pages
{
    /// <summary>What would run, load or break the page if it were not escaped.</summary>
    public const string Hostile = "</title></style><script>document.title='hacked'</script><img src=x onerror=\"alert(1)\">'&{{";

    /// <summary>The reference, the CPU and a backend that may be wrong.</summary>
    /// <param name="broken">The operator that is wrong on it; null for none.</param>
    /// <param name="error">By how much.</param>
    /// <param name="name">What is put before the names of the model, its source and its layers.</param>
    public static ReportContent Create(string? broken = null, float error = 1, string name = "")
    {
        Model model = ZooModels.Create("lenet5");
        // As loaded, since fused layers have names of their own.
        model = model with { Nodes = [.. model.Nodes.Select(n => n with { Name = name + n.Name })] };
        Tensor[] inputs = [RandomTensor.Uniform(ZooModels.InputShape(model), 1)];
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(1);
        using var gpu = new BrokenBackend(broken ?? "", error);
        var options = new ComparisonOptions { KeepWorst = 3, Optimize = false };
        ModelComparison result = ModelComparer.Compare(model, inputs, [reference, cpu, gpu], options);
        var report = CompareReport.Of(name + "lenet5", name + "in.png", result, options, [ModelTimer.Measure(model, inputs, cpu, options)]);
        return new ReportContent(report, result.Worst, Picture.Load(Samples.Coffee), new ReportEnvironment(
            [("reference", "plain"), ("cpu", "fast"), ("gpu", name + "driver")], [("Command", name + "vision compare")]));
    }

    /// <summary>A page of a network with so many layers.</summary>
    public static ReportContent Deep(int layers)
    {
        ReportContent content = Create();
        CompareReport report = content.Report;
        return content with
        {
            Report = report with
            {
                Layers = [.. Enumerable.Range(0, layers).Select(i => report.Layers[i % report.Layers.Count] with
                {
                    Layer = $"/features/denseblock{i / 40}/denselayer{i}/conv2/Conv_output_0", Shape = [1, 1024, 112, 112],
                })],
            },
        };
    }
}
