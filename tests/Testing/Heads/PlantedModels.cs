using VisionPlugin.Decoding;

namespace VisionPlugin.Testing.Heads;

/// <summary>
/// A network of each family, as its exporter writes it, for an input of 320 x 320, with three classes and the objects
/// given: four, the last a copy of the second that is to be suppressed.
/// </summary>
internal static class PlantedModels
{
    public const int Size = 320;
    public const int Classes = 3;

    private const string Names = "{0: 'person', 1: 'bicycle', 2: \"driver's hat\"}";

    private static readonly object[] Fixed = [1, 3, Size, Size];

    public static HeadGraph YoloV5(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        int rows = 3 * PlantedHeads.Cells(Size, Size, 8, 16, 32);
        return graph.Output("output0", graph.Plant([1, rows, 8], PlantedHeads.Rows(objects, rows, Classes, objectness: true)))
            .NoteYoloV5(Names);
    }

    public static HeadGraph YoloV8(PlantedObject[] objects) => YoloV8(objects, "detect", 0);

    public static HeadGraph YoloV8Dynamic(PlantedObject[] objects) => YoloV8(objects, "detect", 0, "batch", 3, "height", "width");

    public static HeadGraph YoloV8Pose(PlantedObject[] objects) => YoloV8(objects, "pose", 51).Note("kpt_shape", "[17, 3]");

    public static HeadGraph YoloV8Segment(PlantedObject[] objects)
    {
        HeadGraph graph = YoloV8(objects, "segment", 32);
        return graph.Output("output1", graph.Plant([1, 32, Size / 4, Size / 4], new float[32 * (Size / 4) * (Size / 4)]));
    }

    public static HeadGraph YoloV8Rows(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        int rows = PlantedHeads.Cells(Size, Size, 8, 16, 32);
        return graph.Output("output0", graph.Plant([1, rows, 7], PlantedHeads.Rows(objects, rows, Classes, objectness: false)))
            .NoteUltralytics("detect", Size, Size, Names);
    }

    public static HeadGraph EndToEnd(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        float[] rows = new float[300 * 6];
        for (int i = 0; i < 3; i++)
            ((float[])[objects[i].Box.X1, objects[i].Box.Y1, objects[i].Box.X2, objects[i].Box.Y2, objects[i].Score, objects[i].ClassId]).CopyTo(rows, 6 * i);
        return graph.Output("output0", graph.Plant([1, 300, 6], rows)).NoteUltralytics("detect", Size, Size, Names, nms: true);
    }

    public static HeadGraph YoloX(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        return graph.Output("output", PlantedHeads.YoloX(graph, objects, Size, Size, Classes, 8, 16, 32));
    }

    public static HeadGraph YoloXDecoded(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        int rows = PlantedHeads.Cells(Size, Size, 8, 16, 32);
        float[] values = PlantedHeads.Rows(objects, rows, Classes, objectness: true);
        string Part(int first, int count, Func<float, float> map) => graph.Plant([1, rows, count],
            [.. Enumerable.Range(0, rows * count).Select(i => map(values[(i / count * 8) + first + (i % count)]))]);
        // As decode_outputs of YOLOX writes it: (offset + grid) * stride, exp(size) * stride, the rest as it is.
        string size = graph.Apply("Exp", Part(2, 2, x => MathF.Log(Math.Max(x, 1e-9f))));
        return graph.Output("output", graph.Concat(2, Part(0, 2, x => x), size, Part(4, 4, x => x)));
    }

    public static HeadGraph NanoDetPlus(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        return graph.Output("output", PlantedHeads.NanoDet(graph, objects, Size, Size, Classes, 0, 7, 8, 16, 32, 64));
    }

    public static HeadGraph NanoDet(PlantedObject[] objects)
    {
        var graph = new HeadGraph(Fixed);
        return graph.Output("output", PlantedHeads.NanoDet(graph, objects, Size, Size, Classes, 0.5f, 10, 8, 16, 32));
    }

    /// <summary>One face, of 128 x 128, relative to the first anchor of the cell that its centre is in.</summary>
    public static HeadGraph BlazeFace(Box face, float score, bool channelsLast, bool split)
    {
        var graph = channelsLast ? new HeadGraph(1, 128, 128, 3) : new HeadGraph(1, 3, 128, 128);
        float[] boxes = new float[896 * 16], scores = [.. Enumerable.Repeat(-40f, 896)];
        (float x, float y) = ((face.X1 + face.X2) / 2, (face.Y1 + face.Y2) / 2);
        (int column, int row) = ((int)(x / 16), (int)(y / 16));
        int anchor = 512 + (((row * 8) + column) * 6) + 3;
        ((float[])[x - ((column + 0.5f) * 16), y - ((row + 0.5f) * 16), face.Width, face.Height]).CopyTo(boxes, anchor * 16);
        scores[anchor] = PlantedHeads.Logit(score);
        if (!split)
            return graph.Output("regressors", graph.Plant([1, 896, 16], boxes)).Output("classificators", graph.Plant([1, 896, 1], scores));
        return graph.Output("scores_16", graph.Plant([1, 384, 1], scores[512..])).Output("scores_8", graph.Plant([1, 512, 1], scores[..512]))
            .Output("boxes_8", graph.Plant([1, 512, 16], boxes[..(512 * 16)])).Output("boxes_16", graph.Plant([1, 384, 16], boxes[(512 * 16)..]));
    }

    /// <summary>Scores of classes, after a softmax if wished.</summary>
    public static HeadGraph Classifier(float[] logits, bool softmax, params object[] input)
    {
        var graph = new HeadGraph(input);
        string scores = graph.Plant([1, logits.Length], logits);
        return graph.Output("output0", softmax ? graph.Apply("Softmax", scores) : scores);
    }

    private static HeadGraph YoloV8(PlantedObject[] objects, string task, int extra, params object[] input)
    {
        var graph = new HeadGraph(input.Length == 0 ? Fixed : input);
        int cells = PlantedHeads.Cells(Size, Size, 8, 16, 32), columns = 4 + Classes + extra;
        float[] rows = PlantedHeads.Rows(objects, cells, Classes, objectness: false, extra);
        return graph.Output("output0", graph.Plant([1, columns, cells], PlantedHeads.Transposed(rows, columns)))
            .NoteUltralytics(task, Size, Size, Names);
    }
}
