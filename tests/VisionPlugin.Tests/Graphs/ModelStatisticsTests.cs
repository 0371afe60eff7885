using System.Text.Json;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Graphs;

public class ModelStatisticsTests
{
    [Fact]
    public void Counts_what_a_graph_consists_of()
    {
        var g = new TestGraph();
        string x = g.Input([1, 2, 4, 4]);
        string y = g.Add(new Reshape(), g.Conv(g.Conv(x, 2, 3), 3, 3, kernel: 1), g.List(1, 48));
        ModelStatistics statistics = ModelStatistics.Of(g.Compile(y));
        Assert.Equal(3, statistics.Nodes);
        Assert.Equal((3 * 2 * 9) + 3 + 9 + 3, statistics.Parameters);
        Assert.Equal((16 * 3 * 2 * 9) + (16 * 3 * 3), statistics.Macs);
        Assert.Equal(2 * 3 * 16 * 4, statistics.PeakBytes);
        Assert.Equal(["Conv", "Reshape"], statistics.Operators.Keys);
        Assert.Equal(2, statistics.Operators["Conv"]);
    }

    [SkippableTheory]
    [InlineData("centernet")]
    [InlineData("face_expression")]
    [InlineData("face_recognition")]
    [InlineData("selfie")]
    [InlineData("squeezenet1.1")]
    [InlineData("tiny_face_detector")]
    [InlineData("yolo_fastest_1.1")]
    public void Agrees_with_the_figures_recorded_for_a_model(string name)
    {
        using var recorded = JsonDocument.Parse(File.ReadAllText(TestData.Require("models", name, "stats.json")));
        Model model = ModelLoader.Load(TestData.Require("models", name, "model.onnx"));
        ModelStatistics found = ModelStatistics.Of(GraphCompiler.Compile(model, ModelInputs.Describe(model)));
        Assert.Equal(recorded.RootElement.GetProperty("macs").GetInt64(), found.Macs);
        int nodes = recorded.RootElement.GetProperty("ops").EnumerateObject().Sum(o => o.Value.GetInt32());
        Assert.Equal(nodes, found.Nodes);
        // The record also counts bounds of Clip and the like, which are attributes here.
        long parameters = recorded.RootElement.GetProperty("params").GetInt64();
        Assert.InRange(found.Parameters + found.RunningStatistics, parameters - (parameters / 1000), parameters);
    }

    [Fact]
    public void Symbolic_sizes_are_1_unless_a_shape_is_given()
    {
        var g = new TestGraph();
        Model model = g.Compile(g.Unary(UnaryFunction.Neg, g.Input([2]))).Model;
        model = model with { Inputs = [new ValueInfo("x0", DataType.Float32, [new(null, "n"), new(3)])] };
        Assert.Equal(new TensorShape(1, 3), ModelInputs.Describe(model)["x0"].Shape);
        var shapes = new Dictionary<string, TensorShape> { ["x0"] = [5, 3] };
        Assert.Equal(new TensorShape(5, 3), ModelInputs.Describe(model, shapes)["x0"].Shape);
        model = model with { Inputs = [new ValueInfo("x0", DataType.Float32, default)] };
        Assert.Throws<ShapeMismatchException>(() => ModelInputs.Describe(model));
    }
}
