using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Deformable convolution: what the window sees is sampled into packed (N, C, KH * KW, OH * OW), over which runs a
/// convolution with a kernel of KH * KW x 1.
/// </summary>
internal static class DeformConvKernel
{
    // Apart from the scratch memory that a convolution may need for its weights.
    private const int ColumnScratch = 1;

    /// <summary>The kernels of a deformable convolution.</summary>
    public static GpuOperation Create(DeformConv op, KernelRequest request)
    {
        TensorShape x = request.Inputs[0].Shape, w = request.Inputs[1].Shape, y = request.Outputs[0].Shape;
        ConvGeometry geometry = op.Geometry(x, w);
        int taps = geometry.KernelLength, plane = y[2] * y[3];
        TensorShape columns = [x[0], x[1], taps, plane];
        GpuBinding target = GpuBinding.PackedScratch(ColumnScratch, columns);
        bool hasMask = request.Optional(4).IsPresent;
        GpuKernel sampling = GpuKernel.ForEach(GpuTensorLayout.Vectors(columns, GpuLayout.Packed), "deform_sample.comp",
            [
                .. WindowDefines.Of(geometry).ToDefines(), new("CHANNELS", x[1]),
                new("OFFSET_GROUPS", op.OffsetGroups), new("HAS_MASK", hasMask),
            ],
            [
                GpuBinding.Vec4Input(0, GpuLayout.Packed), GpuBinding.Input(2), target with { Vectors = false },
                .. hasMask ? [GpuBinding.Input(4)] : ImmutableArray<GpuBinding>.Empty,
            ]);

        var product = new Conv(new Window([taps, 1], [], [], []), op.Groups);
        GpuOperation convolution = ConvKernel.Create(product, request with
        {
            Inputs =
            [
                new TensorInfo(DataType.Float32, columns), Reshaped(request.Inputs[1], [w[0], w[1], taps, 1]),
                request.Optional(3),
            ],
            Outputs = [new TensorInfo(DataType.Float32, [y[0], y[1], 1, plane])],
        });
        return new GpuOperation(
            [sampling, .. convolution.Kernels.Select(kernel => kernel with { Bindings = [.. kernel.Bindings.Select(Bind)] })]);

        // The convolution's input is the scratch memory; its bias stands at another place among this node's inputs.
        GpuBinding Bind(GpuBinding binding) => (binding.Kind, binding.Index) switch
        {
            (GpuBindingKind.Input, 0) => target,
            (GpuBindingKind.Input, 2) => binding with { Index = 3 },
            _ => binding,
        };
    }

    private static TensorInfo Reshaped(TensorInfo weights, TensorShape shape) => weights.IsConstant
        ? TensorInfo.Of(weights.Value.Reshape(shape)) : weights with { Shape = shape };
}
