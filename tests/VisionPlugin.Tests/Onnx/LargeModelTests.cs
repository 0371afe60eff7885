using System.Diagnostics;
using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using Xunit.Abstractions;

namespace VisionPlugin.Tests.Onnx;

/// <summary>
/// Graphs as large as the limits allow, in forms that are hard for passes and planners. They take seconds; the bound is for
/// what would take hours.
/// </summary>
public class LargeModelTests(ITestOutputHelper output)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);
    private static readonly int Count = ModelLimits.Default.Nodes;

    [Fact]
    public void A_chain() => Run(Enumerable.Range(0, Count).Select(i =>
        SmallModel.Node(i % 2 == 0 ? "Relu" : "Exp", "same name", [Value(i)], [Value(i + 1)])));

    [Fact]
    public void A_chain_backwards() => Run(Enumerable.Range(0, Count).Reverse().Select(i =>
        SmallModel.Node("Neg", "", [Value(i)], [Value(i + 1)])));

    [Fact]
    public void Every_value_is_kept_to_the_end() => Run([
        .. Enumerable.Range(0, Count / 2).Select(i => SmallModel.Node("Neg", "", [Value(0)], [$"kept{i}"])),
        .. Enumerable.Range(0, (Count / 2) - 1).Select(i =>
            SmallModel.Node("Add", "", [i == 0 ? "kept0" : $"sum{i}", $"kept{i + 1}"], [i == (Count / 2) - 2 ? Value(Count) : $"sum{i + 1}"])),
    ]);

    [Fact]
    public void One_node_with_all_inputs()
    {
        int inputs = ModelLimits.Default.NodeInputs;
        Run([
            .. Enumerable.Range(0, inputs).Select(i => SmallModel.Node("Neg", "", [Value(0)], [$"part{i}"])),
            SmallModel.Node("Sum", "sum", [.. Enumerable.Range(0, inputs).Select(i => $"part{i}")], ["sum"]),
            SmallModel.Node("Concat", "join", [.. Enumerable.Range(0, inputs).Select(i => $"part{i}")], ["join"],
                SmallModel.Int("axis", 0)),
            SmallModel.Node("ReduceSum", "total", ["join"], ["total"]),
            SmallModel.Node("Add", "end", ["sum", "total"], [Value(Count)]),
        ]);
    }

    private static string Value(int i) => i == 0 ? "x" : i == Count ? "y" : $"v{i}";

    private void Run(IEnumerable<NodeProto> nodes)
    {
        ModelProto proto = SmallModel.Empty();
        proto.Graph.Input.Add(SmallModel.Value("x", OnnxTypes.Float, 2));
        proto.Graph.Node.Add(nodes);
        proto.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float));
        var watch = Stopwatch.StartNew();
        Model model = ModelLoader.Load(proto.ToByteArray());
        output.WriteLine($"loaded {watch.Elapsed}");
        using (var worker = new Worker(model, BackendType.Cpu))
            worker.Schedule(new Tensor<float>([2], [0.5f, -1]));
        output.WriteLine($"ran {watch.Elapsed}");
        Assert.True(watch.Elapsed < MostTime, $"It took {watch.Elapsed}.");
    }
}
