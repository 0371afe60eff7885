using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>What proposals are made from.</summary>
/// <param name="Outputs">Shapes of the network's outputs, in the decoder's order; they have passed its Validate.</param>
/// <param name="InputWidth">Columns of the network's input.</param>
/// <param name="InputHeight">Rows of the network's input.</param>
internal sealed record GpuProposalRequest(ImmutableArray<TensorShape> Outputs, int InputWidth, int InputHeight);
