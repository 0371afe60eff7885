using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>A model's input or output as declared.</summary>
/// <param name="Name">Name of the value in the graph.</param>
/// <param name="DataType">Element type.</param>
/// <param name="Dimensions">Sizes; default (not empty) if the rank is unknown.</param>
public sealed record ValueInfo(string Name, DataType DataType, ImmutableArray<Dimension> Dimensions)
{
    /// <summary>The shape if every size is fixed, else null.</summary>
    public TensorShape? FixedShape =>
        Dimensions.IsDefault || Dimensions.Any(d => d.Size is null)
            ? null
            : new TensorShape([.. Dimensions.Select(d => d.Size!.Value)]);

    /// <summary>True if a tensor has the declared type, rank and fixed sizes.</summary>
    public bool Accepts(TensorInfo tensor)
    {
        if (tensor.DataType != DataType || (!Dimensions.IsDefault && tensor.Shape.Rank != Dimensions.Length))
            return false;
        for (int i = 0; !Dimensions.IsDefault && i < Dimensions.Length; i++)
        {
            if (Dimensions[i].Size is { } size && size != tensor.Shape[i])
                return false;
        }

        return true;
    }

    /// <summary>Name, type and sizes: <c>input: Float32[batch, 3, 224, 224]</c>.</summary>
    public override string ToString() =>
        $"{Name}: {DataType}[{(Dimensions.IsDefault ? "..." : string.Join(", ", Dimensions))}]";
}
