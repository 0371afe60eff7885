using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>An output of the model on one backend after the first, from an ordinary run.</summary>
internal sealed record ComparedOutput(string Output, int[] Shape, Difference Difference)
{
    public static ComparedOutput Of(OutputComparison output) => new(output.Output, output.Shape.Sizes.ToArray(),
        Difference.Of(output.Backend, output.Difference, output.Difference));
}
