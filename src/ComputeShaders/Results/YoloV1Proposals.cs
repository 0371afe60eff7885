using VisionPlugin.Decoding;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>The boxes of a grid of cells that share their class probabilities.</summary>
internal static class YoloV1Proposals
{
    /// <summary>The proposals of a YOLO v1.</summary>
    public static GpuProposals Create(YoloV1Decoder decoder, GpuProposalRequest request)
    {
        int boxes = decoder.Grid * decoder.Grid * decoder.Boxes;
        var pass = new GpuProposalPass("decode/yolo_v1.comp",
        [
            new("GRID", decoder.Grid), new("BOXES", decoder.Boxes), new("CLASSES", decoder.Classes),
            new("PLANES", decoder.Layout == YoloV1Layout.Planes), new("SQUARE_ROOT", decoder.SquareRootSize),
            new("INPUT", GpuProposals.Vector(request.InputWidth, request.InputHeight)),
        ],
        [0], boxes, boxes * decoder.Classes);
        return new GpuProposals([pass], decoder.Classes);
    }
}
