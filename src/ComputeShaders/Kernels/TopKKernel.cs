using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>The first few of sorted lines, on linear tensors: keys, a sort, and a look-up.</summary>
internal static class TopKKernel
{
    // Beyond the scratch memory of the sort.
    private const int Unwanted = 3;

    /// <summary>The kernels of a search.</summary>
    public static GpuOperation Create(TopK op, KernelRequest request)
    {
        TensorInfo x = request.Inputs[0];
        TensorShape y = op.InferShapes(request.Inputs.AsSpan())[0].Shape;
        int axis = x.Shape.NormalizeAxis(op.Axis), size = x.Shape[axis], length = x.Shape.Length;
        int inner = x.Shape.LengthOf(axis + 1, x.Shape.Rank);
        GpuKernel keys = GpuKernel.ForEach(length, "top_k_keys.comp",
            [
                new("SIZE", size), new("INNER", inner), new("LARGEST", op.Largest), .. GpuWords.Defines(x.DataType),
            ],
            GpuBinding.Input(0), SortKernel.KeysOf(length));
        var sort = SortKernel.Create(length / size, size, out GpuBinding sorted);
        return new GpuOperation([
            keys, .. sort,
            GpuKernel.ForEach(y.Length, "top_k.comp", [new("SIZE", size), new("K", y[axis]), new("INNER", inner)],
                GpuBinding.Input(0), sorted, Wanted(0), Wanted(1)),
        ]);

        GpuBinding Wanted(int output) => output < request.Outputs.Length && request.Outputs[output].IsPresent
            ? GpuBinding.Output(output, GpuLayout.Linear)
            : GpuBinding.Scratch(Unwanted, (long)y.Length * GpuTensorLayout.ElementBytes, vectors: false);
    }
}
