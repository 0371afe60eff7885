using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.Tests.Cards.Recognition;

/// <summary>Exports whose graph suppresses overlapping boxes: it is cut off, and the same objects come out.</summary>
public class BuiltInSuppressionTests
{
    private static readonly PlantedObject[] Objects = [new(1, 0.9f, new Box(20, 60, 90, 120)), new(0, 0.8f, new Box(120, 80, 280, 220)),
        new(2, 0.7f, new Box(140, 60, 300, 250)), new(0, 0.6f, new Box(124, 84, 284, 224)), new(2, 0.3f, new Box(10, 200, 40, 230))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_Ultralytics_export_with_nms_is_read_before_its_suppression(bool convertsInside)
    {
        var graph = new HeadGraph(1, 3, 320, 320);
        Ultralytics(graph, convertsInside).NoteUltralytics("detect", 320, 320, UltralyticsNotes.Names("a", "b", "c"), nms: true);
        VisionModel model = Recognize(graph);
        Assert.Equal("ssd", model.Recognition!.Decoder);
        Assert.DoesNotContain(model.Model.Nodes, n => n.Operator.Name is "NonMaxSuppression" or "NonZero");
        Assert.Equal((0.35f, 0.6f), (MathF.Round(model.Card.Options.Conf, 3), MathF.Round(model.Card.Options.Iou, 3)));
        Assert.Equal(["a", "b", "c"], model.Card.Labels.ToArray());
        Finds(model, 320, 320, Objects[..3]);
    }

    [Fact]
    public void A_graph_of_TensorFlow_with_boxes_on_0_to_1_is_read_before_its_suppression()
    {
        var graph = new HeadGraph(1, 3, 320, 320);
        const int rows = 50;
        float[] numbers = PlantedHeads.Rows(Objects, rows, 3, objectness: false);
        float[] boxes = [.. Enumerable.Range(0, rows).SelectMany(i =>
        {
            (float x, float y, float w, float h) = (numbers[7 * i], numbers[(7 * i) + 1], numbers[(7 * i) + 2], numbers[(7 * i) + 3]);
            return (float[])[(y - (h / 2)) / 320, (x - (w / 2)) / 320, (y + (h / 2)) / 320, (x + (w / 2)) / 320];
        })];
        float[] scores = [.. Enumerable.Range(0, 3 * rows).Select(i => numbers[(i % rows * 7) + 4 + (i / rows)])];
        string selected = graph.Node("NonMaxSuppression", [graph.Plant([1, rows, 4], boxes), graph.Plant([1, 3, rows], scores),
            graph.Longs(100), graph.Constant([1], [0.5f]), graph.Constant([1], [0.4f])]);
        VisionModel model = Recognize(graph.Output("selected", selected).Note("producer", "tf2onnx 1.16.1"));
        Assert.Equal("ssd", model.Recognition!.Decoder);
        Finds(model, 320, 320, Objects[..3]);
        // Without recognition the graph cannot run, and the error says what to do.
        using var backend = new CpuBackend();
        using var worker = new Worker(ModelLoader.Load(graph.ToBytes(), "own.onnx"), backend);
        string message = Assert.Throws<ShapeMismatchException>(() => worker.Schedule(new Tensor<float>([1, 3, 320, 320]))).Message;
        Assert.Contains("VisionModel.Load", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suppression_of_something_else_is_no_detector()
    {
        var graph = new HeadGraph(1, 3, 32, 32);
        string selected = graph.Node("NonMaxSuppression", [graph.Reshape(graph.Node("NonZero", ["images"]), 1, -1, 4), graph.Plant([1, 1, 8], new float[8])]);
        Assert.Throws<ModelFormatException>(() => Recognize(graph.Output("selected", selected)));
    }

    // What NMSModel of ultralytics/engine/exporter.py becomes in ONNX; earlier versions convert boxes to corners inside.
    private static HeadGraph Ultralytics(HeadGraph graph, bool convertsInside)
    {
        int rows = PlantedHeads.Cells(320, 320, 8, 16, 32);
        float[] numbers = PlantedHeads.Rows(Objects, rows, 3, objectness: false);
        for (int i = 0; i < rows && !convertsInside; i++)
        {
            (float x, float y, float w, float h) = (numbers[7 * i], numbers[(7 * i) + 1], numbers[(7 * i) + 2], numbers[(7 * i) + 3]);
            (numbers[7 * i], numbers[(7 * i) + 1], numbers[(7 * i) + 2], numbers[(7 * i) + 3]) = (x - (w / 2), y - (h / 2), x + (w / 2), y + (h / 2));
        }

        string all = graph.Transpose(graph.Plant([1, 7, rows], PlantedHeads.Transposed(numbers, 7)), 0, 2, 1);
        string Columns(string x, long from, long to, long axis) =>
            graph.Node("Slice", [x, graph.Longs(from), graph.Longs(to), graph.Longs(axis)]);
        string First(string x) => graph.Node("Gather", [x, graph.Longs(0)], HeadGraph.Int("axis", 0));
        string boxes = First(Columns(all, 0, 4, 2)), scores = Columns(all, 4, 7, 2);
        boxes = graph.Reshape(boxes, rows, 4);
        string score = graph.Reshape(First(graph.Node("ReduceMax", [scores], HeadGraph.Ints("axes", -1), HeadGraph.Int("keepdims", 0))), rows);
        string classes = graph.Reshape(First(graph.Node("ArgMax", [scores], HeadGraph.Int("axis", -1), HeadGraph.Int("keepdims", 0))), rows);
        string mask = graph.Transpose(graph.Node("NonZero", [graph.Node("Greater", [score, graph.Constant([1], [0.35f])])]), 1, 0);
        string Masked(string x) => graph.Node("GatherND", [x, mask]);
        string box = Masked(boxes), best = Masked(score);
        if (convertsInside)
        {
            string half = graph.Node("Div", [Columns(box, 2, 4, 1), graph.Constant([1], [2f])]), centre = Columns(box, 0, 2, 1);
            box = graph.Concat(1, graph.Node("Sub", [centre, half]), graph.Node("Add", [centre, half]));
        }

        string offset = graph.Node("Unsqueeze", [graph.Node("Cast", [Masked(classes)], HeadGraph.Int("to", 1)), graph.Longs(1)]);
        string shifted = graph.Node("Add", [graph.Node("Mul", [box, graph.Constant([1], [1 / 960f])]), offset]);
        string selected = graph.Node("NonMaxSuppression", [graph.Node("Unsqueeze", [shifted, graph.Longs(0)]),
            graph.Node("Unsqueeze", [best, graph.Longs(0, 1)]), graph.Longs(300), graph.Constant([1], [0.6f]), graph.Constant([1], [0.35f])]);
        string index = Columns(selected, 2, 3, 1);
        return graph.Output("output0", graph.Concat(1, graph.Node("GatherND", [box, index]),
            graph.Node("Unsqueeze", [graph.Node("GatherND", [best, index]), graph.Longs(1)])));
    }

    private static void Finds(VisionModel model, int width, int height, PlantedObject[] expected)
    {
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(model, backend);
        Detection[] found = detector.Process(new Frame(new byte[3 * width * height], width, height, PixelFormat.Rgb24)).ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal((expected[i].ClassId, expected[i].Score), (found[i].ClassId, MathF.Round(found[i].Score, 3)));
            Box a = expected[i].Box, b = found[i].Box;
            Assert.All([(a.X1, b.X1), (a.Y1, b.Y1), (a.X2, b.X2), (a.Y2, b.Y2)], e => Assert.Equal(e.Item1, e.Item2, 0.5f));
        }
    }

    private static VisionModel Recognize(HeadGraph graph) => VisionModel.Recognize(ModelLoader.Load(graph.ToBytes(), "own.onnx"));
}
