using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>Operators that leave every element where it is: the output shares the input's memory.</summary>
internal static class ViewKernel
{
    private static readonly int[] True = [1];

    /// <summary>Identity: in whichever layout the input lies.</summary>
    public static GpuOperation Same(Identity op, KernelRequest request) => GpuOperation.Share(request.Layouts[0]);

    /// <summary>Dropout: as Identity, unless the mask is wanted, which keeps everything.</summary>
    public static GpuOperation Same(Dropout op, KernelRequest request)
    {
        if (!(request.Outputs.Length > 1 && request.Outputs[1].IsPresent))
            return GpuOperation.Share(request.Layouts[0]);
        TensorShape shape = request.Inputs[0].Shape;
        var all = new StridedMap(shape, StridedMap.RowMajor(shape));
        var one = new StridedMap([shape.Length], [0]);
        return new GpuOperation([
            CopyKernel.Words(GpuBinding.Input(0), all, GpuBinding.Output(0, GpuLayout.Linear)),
            CopyKernel.Words(GpuBinding.Table(True), one, GpuBinding.Output(1, GpuLayout.Linear)),
        ]);
    }

    /// <summary>
    /// Reshape and its kin: packed where batch, channels and positions stay as they are, else linear.
    /// </summary>
    public static GpuOperation Reshape(Operator op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0], y = request.Outputs[0];
        bool packed = request.Layouts[0] == GpuLayout.Packed && GpuTensorLayout.CanPack(y) && x.Shape.Rank >= 2
            && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1];
        return GpuOperation.Share(packed ? GpuLayout.Packed : GpuLayout.Linear);
    }
}
