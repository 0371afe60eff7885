using VisionPlugin.Components;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>Which kernels of a convolution are drawn, and as what.</summary>
/// <param name="Kind">As what.</param>
/// <param name="Outputs">The first outputs, so many.</param>
/// <param name="Inputs">Of each the first inputs, so many.</param>
/// <param name="InputCount">Inputs that each output has.</param>
/// <param name="Width">Columns of a kernel.</param>
/// <param name="Height">Rows of a kernel; the slices of a 3-D one lie one below the other.</param>
internal readonly record struct KernelLayout(
    KernelKind Kind, int Outputs, int Inputs, int InputCount, int Width, int Height)
{
    /// <summary>Numbers of a kernel.</summary>
    public int Length => Width * Height;

    /// <summary>Whether kernels share a scale unless somebody says so.</summary>
    public ActivationRange UsualRange => Kind == KernelKind.Table ? ActivationRange.Layer : ActivationRange.Channel;

    /// <summary>Lays out at most <paramref name="limit"/> kernels, of many inputs and outputs alike.</summary>
    public static KernelLayout Of(ConvolutionKernels kernels, int limit)
    {
        TensorShape shape = kernels.Shape;
        (int outputs, int inputs) = (shape[0], shape[1]);
        (int width, int height) = shape.Rank switch
        {
            3 => (shape[2], 1),
            4 => (shape[3], shape[2]),
            _ => (shape[4], shape[2] * shape[3]),
        };
        if (inputs == 3 && kernels is { ReadsInput: true, Groups: 1 } && shape.Rank == 4)
            return new KernelLayout(KernelKind.Rgb, Math.Min(outputs, limit), inputs, inputs, width, height);
        if (inputs == 1)
            return new KernelLayout(KernelKind.Tiles, Math.Min(outputs, limit), 1, 1, width, height);
        int rows = Math.Min(outputs, Math.Max(1, (int)Math.Sqrt(limit)));
        int columns = Math.Min(inputs, Math.Max(1, limit / rows));
        rows = Math.Min(outputs, Math.Max(1, limit / columns));
        return new KernelLayout(KernelKind.Table, rows, columns, inputs, width, height);
    }
}
