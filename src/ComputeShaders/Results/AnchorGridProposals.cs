using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>Grids of cells with anchors, one dispatch for each.</summary>
internal static class AnchorGridProposals
{
    /// <summary>The proposals of a YOLO v2, whose anchors are in cells.</summary>
    public static GpuProposals Create(YoloV2Decoder decoder, GpuProposalRequest request)
    {
        (float width, float height) = CellSize(request, 0);
        GpuProposalPass pass = Pass("decode/yolo_v2.comp", request, 0,
            [.. decoder.Anchors.Select(a => new Anchor(a.Width * width, a.Height * height))], 1);
        return new GpuProposals([pass], Math.Max(1, ClassesOf(request.Outputs[0], decoder.Anchors.Length)));
    }

    /// <summary>The proposals of a YOLO v3 or v4, whose anchors are in pixels of the input.</summary>
    public static GpuProposals Create(YoloV3Decoder decoder, GpuProposalRequest request)
    {
        ImmutableArray<GpuProposalPass> passes = [.. decoder.Anchors.Select((anchors, i) => Pass(
            "decode/yolo_v3.comp", request, i, anchors, decoder.ScaleXY[decoder.ScaleXY.Length == 1 ? 0 : i]))];
        // Without labels, outputs may differ in their number of classes.
        int classes = decoder.Anchors.Select((anchors, i) => ClassesOf(request.Outputs[i], anchors.Length)).Max();
        return new GpuProposals(passes, Math.Max(1, classes));
    }

    private static GpuProposalPass Pass(
        string shader, GpuProposalRequest request, int output, ImmutableArray<Anchor> anchors, float scaleXY)
    {
        TensorShape shape = request.Outputs[output];
        (int classes, int rows, int columns) = (ClassesOf(shape, anchors.Length), shape[2], shape[3]);
        (float width, float height) = CellSize(request, output);
        int sites = anchors.Length * rows * columns;
        string sizes = string.Join(", ", anchors.Select(a => GpuProposals.Vector(a.Width, a.Height)));
        return new GpuProposalPass(shader,
        [
            new("ROWS", rows), new("COLUMNS", columns), new("CLASSES", classes), new("ANCHORS", anchors.Length),
            new("SIZES", $"vec2[]({sizes})"), new("CELL", GpuProposals.Vector(width, height)),
            new ShaderDefine("SCALE_XY", scaleXY),
        ],
        [output], sites, sites * Math.Max(1, classes));
    }

    private static int ClassesOf(TensorShape output, int anchors) => (output[1] / anchors) - 5;

    private static (float Width, float Height) CellSize(GpuProposalRequest request, int output)
    {
        TensorShape shape = request.Outputs[output];
        return ((float)request.InputWidth / shape[3], (float)request.InputHeight / shape[2]);
    }
}
