using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Conversion of element types, on linear tensors.</summary>
internal static class CastKernel
{
    /// <summary>Why a conversion cannot run; null if it can.</summary>
    public static string? WhyUnsupported(Cast op, Node node, TensorInfo[] inputs) =>
        KernelTable.WhyNotAsWords(inputs[0]) ?? KernelTable.WhyNotAsWords(new TensorInfo(op.To, inputs[0].Shape));

    /// <summary>The kernel of a conversion.</summary>
    public static GpuOperation Create(Cast op, KernelRequest request)
    {
        DataType from = request.Inputs[0].DataType;
        if (from == op.To)
            return GpuOperation.Share(request.Layouts[0]);
        (string low, string high, int bits) = op.To switch
        {
            DataType.UInt8 => ("0", "255", 8),
            DataType.Int8 => ("(-128)", "127", 8),
            DataType.UInt16 => ("0", "65535", 16),
            DataType.Int16 => ("(-32768)", "32767", 16),
            _ => ("int(0x80000000u)", "int(0x7FFFFFFFu)", 32),
        };
        return GpuKernel.ForEach(request.Outputs[0].Shape.Length, "cast.comp",
            [
                new("FROM_FLOAT", from == DataType.Float32), new("TO_FLOAT", op.To == DataType.Float32),
                new("TO_BOOL", op.To == DataType.Bool), new("LOW", low), new("HIGH", high), new("BITS", bits),
            ],
            GpuBinding.Input(0), GpuBinding.Output(0, GpuLayout.Linear));
    }
}
