using System.Globalization;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Zoo;

/// <summary>docs/zoo.md lists the networks that there are, and its code is this code.</summary>
public class ZooDocTests
{
    private const string Page = "docs/zoo.md";

    [Theory]
    [InlineData("Create")]
    [InlineData("Own")]
    [InlineData("Load")]
    public void The_sample_is_this_code(string sample) =>
        DocSample.AssertShown(Page, "tests/VisionPlugin.Tests/Zoo/ZooDocTests.cs", sample);

    [Fact]
    public void Every_network_is_listed_with_its_figures()
    {
        string[] listed = [.. File.ReadAllLines(Path.Combine(TestData.Repository, Page)).Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Count(c => c == '|') == 6)];
        string[] rows = [.. ModelZoo.Entries.Select(Row)];
        Assert.Equal(rows, listed);
    }

    [Fact]
    public void The_network_of_the_page_can_be_built() => Assert.Equal("softmax1", Assert.Single(Own().Outputs));

    internal static void Create()
    {
        // Create: begin
        Model model = ModelZoo.Create("googlenet");
        // Create: end
        Assert.NotEmpty(model.Nodes);
    }

    internal static void Load()
    {
        // Load: begin
        NamedWeights weights = NamedWeights.Load("squeezenet.onnx");
        Model squeezeNet = ModelZoo.Create("squeezenet1.1", weights);
        foreach (string name in weights.Unused)
            Console.WriteLine($"{name} was not asked for");
        // Load: end
        Assert.NotEmpty(squeezeNet.Nodes);
    }

    private static Model Own()
    {
        // Own: begin
        var net = new ModelBuilder("small", new SeededWeights(seed: 1));
        Layer x = net.Input([1, 3, 64, 64]);
        x = x.Conv2d(32, 3, stride: 2, padding: Padding.Same, bias: false).BatchNorm().Relu();
        x = x.Scope("stage1", y => y.BasicBlock(64, stride: 2)).Scope("stage2", y => y.BasicBlock(64));
        x = x.Residual(y => y.DepthwiseConv2d(5, padding: 2).Conv2d(64, 1).Relu());
        Model model = net.Build(x.GlobalAveragePool().Flatten().Linear(10).Softmax());
        // Own: end
        return model;
    }

    private static string Row(ZooEntry entry)
    {
        string input = string.Join('x', ZooModels.InputShape(entry.Build(new BlankWeights())).Sizes[1..].ToArray());
        return string.Create(CultureInfo.InvariantCulture, $"| `{entry.Name}` | {entry.Title} | {input} | {entry.Parameters:N0} | {entry.Macs:N0} |");
    }
}
