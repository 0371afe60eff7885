using VisionPlugin.Analysis;
using VisionPlugin.Analysis.Drawing;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Analysis;

/// <summary>docs/inspect.md shows this code, and the pictures that it draws.</summary>
public sealed class InspectDocTests
{
    private const string Page = "docs/inspect.md";

    [Fact]
    public void The_sample_is_this_code_and_its_picture_what_it_draws()
    {
        DocSample.AssertShown(Page, "tests/VisionPlugin.Tests/Analysis/InspectDocTests.cs", "Draw");
        string path = Path.GetTempFileName();
        Draw(path);
        AssertPicture("blocks.svg", File.ReadAllText(path));
        File.Delete(path);
    }

    [Fact]
    public void The_picture_of_LeNet_is_what_is_drawn()
    {
        var drawn = new StringWriter();
        GraphDrawing.WriteSvg(drawn, Analyzed.Zoo("lenet5"));
        AssertPicture("lenet5.svg", drawn.ToString());
    }

    // The rows that the page works out by hand.
    [Theory]
    [InlineData("c1", 5, 1)]
    [InlineData("s2", 6, 2)]
    [InlineData("c3", 14, 2)]
    [InlineData("s4", 16, 4)]
    [InlineData("c5", 32, 4)]
    public void The_table_of_fields_is_LeNet_s(string layer, int size, int step)
    {
        AxisField axis = Analyzed.Layers(Analyzed.Zoo("lenet5"))[layer].Field!.Axes[0];
        Assert.Equal((size, step), (axis.Size, axis.Step));
        string row = File.ReadLines(Path.Combine(TestData.Repository, Page)).Single(l => l.StartsWith($"| {layer} |", StringComparison.Ordinal));
        Assert.EndsWith($"| {step} |", row, StringComparison.Ordinal);
        Assert.Contains(layer == "c1" ? $"| {size} |" : $"= {size}", row, StringComparison.Ordinal);
    }

    private static void Draw(string path)
    {
        // Draw: begin
        var net = new ModelBuilder("blocks");
        Layer x = net.Input([1, 3, 32, 32]).ConvBnRelu(16, 3);
        x = x.Scope("residual", y => y.BasicBlock(32, stride: 2));
        x = x.Scope("inception", y => y.Inception(8, 8, 16, 4, 8, 8));
        Model model = net.Build(x);
        CompiledGraph graph = GraphCompiler.Compile(model, ModelInputs.Describe(model));
        CompiledGraph run = GraphOptimizer.Optimize(graph);
        foreach (LayerAnalysis layer in LayerAnalysis.Of(run, asLoaded: graph))
            Console.WriteLine($"{layer.Node.Name}: {layer.Summary}, sees {layer.Field}, {layer.MacShare:P0} of the work");
        using var file = new StreamWriter(path);
        GraphDrawing.WriteSvg(file, run, asLoaded: graph);
        // Draw: end
    }

    private static void AssertPicture(string name, string drawn)
    {
        string path = Path.Combine(TestData.Repository, "docs", "images", name);
        if (Environment.GetEnvironmentVariable("VISION_UPDATE_DOCS") == "1")
            File.WriteAllText(path, drawn);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == drawn,
            $"docs/images/{name} is not what is drawn now: look at it, then run this test with VISION_UPDATE_DOCS=1.");
    }
}
