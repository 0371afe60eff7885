using VisionPlugin.Decoding;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>Which decoders have a shader. Detectors with another one are decoded by the CPU.</summary>
internal static class ProposalTable
{
    /// <summary>The proposals of a decoder; null if it has no shader.</summary>
    public static GpuProposals? Find(DetectionDecoder decoder, GpuProposalRequest request) => decoder switch
    {
        CenterNetDecoder centerNet => CenterNetProposals.Create(centerNet, request),
        NanoDetDecoder nanoDet => DenseProposals.Create(nanoDet, request),
        SsdDecoder ssd => DenseProposals.Create(ssd, request),
        YoloDecoder yolo => DenseProposals.Create(yolo, request),
        YoloV1Decoder yolo => YoloV1Proposals.Create(yolo, request),
        YoloV2Decoder yolo => AnchorGridProposals.Create(yolo, request),
        YoloV3Decoder yolo => AnchorGridProposals.Create(yolo, request),
        YoloV5GridDecoder yolo => DenseProposals.Create(yolo, request),
        _ => null,
    };
}
