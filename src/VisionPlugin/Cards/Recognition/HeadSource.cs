using VisionPlugin.Tensors;

namespace VisionPlugin.Cards.Recognition;

/// <summary>A computed value that arrives at an output by mere moving: transposed, reshaped, concatenated.</summary>
/// <param name="Operator">Name of the operator that computes it.</param>
/// <param name="Shape">Its shape.</param>
internal readonly record struct HeadSource(string Operator, TensorShape Shape)
{
    /// <summary>Channels of a feature map (1, C, H, W) or (1, C, H * W); 0 for other shapes.</summary>
    public int Channels => Shape.Rank >= 3 ? Shape[1] : 0;

    /// <summary>True for the arithmetic that turns offsets into boxes.</summary>
    public bool IsArithmetic => Operator is "Add" or "Sub" or "Mul" or "Div" or "Exp" or "Pow";
}
