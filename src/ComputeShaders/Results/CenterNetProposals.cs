using System.Collections.Immutable;
using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>Peaks of a heat map, in one dispatch over all outputs.</summary>
internal static class CenterNetProposals
{
    // Vectors of the heat map that an invocation looks at.
    private const int Steps = 8;

    /// <summary>The proposals of a CenterNet.</summary>
    public static GpuProposals Create(CenterNetDecoder decoder, GpuProposalRequest request)
    {
        TensorShape heat = request.Outputs[0];
        (int classes, int rows, int columns) = (heat[1], heat[2], heat[3]);
        int vectors = (heat.Length + GpuTensorLayout.Lanes - 1) / GpuTensorLayout.Lanes;
        int invocations = (vectors + Steps - 1) / Steps;
        ImmutableArray<int> outputs = [.. Enumerable.Range(0, decoder.OutputCount)];
        var pass = new GpuProposalPass("decode/centernet.comp",
        [
            new("STEPS", Steps), new("INVOCATIONS", invocations), new("ROWS", rows),
            new("COLUMNS", columns), new("CLASSES", classes), new("SIGMOID", decoder.Sigmoid),
            new("EDGES", decoder.Boxes == CenterNetBoxes.Edges),
            new("CELL", GpuProposals.Vector(
                (float)request.InputWidth / columns, (float)request.InputHeight / rows)),
        ],
        outputs, invocations, heat.Length);
        return new GpuProposals([pass], classes) { Top = decoder.Top, ComparesLogits = decoder.Sigmoid };
    }
}
