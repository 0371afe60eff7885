using VisionPlugin.Graphs.Passes;

namespace VisionPlugin.Graphs;

/// <summary>Makes a compiled graph cheaper to run without changing what it computes, but for rounding.</summary>
public static class GraphOptimizer
{
    // Each one prepares the next: what is recognised and folded away leaves a convolution beside what can be fused into
    // it.
    private static readonly Func<CompiledGraph, CompiledGraph>[] Passes =
    [
        RemoveRedundant.Run,
        RecognizeActivations.Run,
        FoldPad.Run,
        FoldAffine.Run,
        // What it moves to the convolutions is folded by the second round.
        HoistScale.Run,
        FoldAffine.Run,
        MatMulToGemm.Run,
        FuseResidual.Run,
        FuseActivation.Run,
    ];

    /// <summary>
    /// Runs all passes. Inputs and outputs keep their names, types and shapes; a node that others were merged into
    /// keeps its own name and produces the last one's value.
    /// </summary>
    public static CompiledGraph Optimize(CompiledGraph graph) => Passes.Aggregate(
        RemoveDead.Run(graph),
        (result, pass) => pass(result) is var changed && ReferenceEquals(changed, result)
            ? result : RemoveDead.Run(changed));
}
