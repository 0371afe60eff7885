using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sheets;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What filters prints of a convolution.</summary>
/// <param name="Layer">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Shape">Shape of the kernels: outputs, inputs of each, sizes.</param>
/// <param name="Groups">Channel groups.</param>
/// <param name="Drawn">How they are drawn: rgb, tiles or table.</param>
/// <param name="Outputs">Outputs that are drawn.</param>
/// <param name="Inputs">Inputs of each that are drawn.</param>
/// <param name="File">The picture.</param>
/// <param name="Min">The least of the finite numbers.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Rms">The root of the mean of their squares.</param>
internal sealed record KernelReport(
    string Layer, string Operator, int[] Shape, int Groups, string Drawn, int Outputs, int Inputs, string File,
    float Min, float Max, double Mean, double Rms)
{
    public static KernelReport Of(ConvolutionKernels kernels, string file, KernelLayout layout, LayerStatistics s) =>
        new(kernels.Node, kernels.Operator, kernels.Shape.Sizes.ToArray(), kernels.Groups,
            layout.Kind.ToString().ToLowerInvariant(), layout.Outputs, layout.Inputs, file,
            s.Min, s.Max, s.Mean, s.Rms);
}
