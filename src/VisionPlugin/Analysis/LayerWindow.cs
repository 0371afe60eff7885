using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis;

/// <summary>The window of a layer that has one: convolution, pooling, and what undoes them.</summary>
/// <param name="Window">Its attributes; the kernel's size may be missing where the weights have it.</param>
/// <param name="Geometry">Its axes; for a transposed one those of the window that it transposes.</param>
internal sealed record LayerWindow(Window Window, ConvGeometry Geometry)
{
    /// <summary>True if every element of the input spreads over a window of the output.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>True if learned offsets move the window's elements.</summary>
    public bool IsDeformed { get; init; }

    /// <summary>Elements that a transposed window adds at the end of each axis; empty for none.</summary>
    public ImmutableArray<int> OutputPadding { get; init; } = [];

    /// <summary>True if the output's size is asked for and the padding follows from it.</summary>
    public bool IsSizeGiven { get; init; }

    /// <summary>Channel groups; 1 for layers without.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The window of an operator; null if it has none.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Its inputs as they passed <see cref="Operator.InferShapes"/>.</param>
    public static LayerWindow? Of(Operator op, TensorInfo[] inputs) => op switch
    {
        Conv conv => Of(conv, inputs[0].Shape, inputs[1].Shape),
        ConvInteger conv => Of(conv.Product, inputs),
        QLinearConv conv => Of(conv.Product, inputs),
        DeformConv conv => Of(new Conv(conv.Window, conv.Groups), inputs[0].Shape, inputs[1].Shape) with { IsDeformed = true },
        MaxPool pool => new(pool.Window, pool.Geometry(inputs[0].Shape)),
        AveragePool pool => new(pool.Window, pool.Geometry(inputs[0].Shape)),
        LpPool pool => new(pool.Window, pool.Geometry(inputs[0].Shape)),
        StochasticPool pool => new(pool.Window, pool.Geometry(inputs[0].Shape)),
        ConvTranspose conv => new(conv.Window, conv.Geometry(inputs[0].Shape, inputs[1].Shape))
        {
            IsTransposed = true,
            OutputPadding = conv.OutputPadding.IsDefault ? [] : conv.OutputPadding,
            IsSizeGiven = !conv.OutputShape.IsDefaultOrEmpty,
            Groups = conv.Groups,
        },
        MaxUnpool pool => new(pool.Window, TransposedGeometry.Resolve(pool.Window, [], [], inputs[0].Shape)) { IsTransposed = true },
        _ => null,
    };

    private static LayerWindow Of(IntegerConv conv, TensorInfo[] inputs) =>
        Of(conv.Conv, inputs[conv.Inputs.A].Shape, inputs[conv.Inputs.B].Shape);

    private static LayerWindow Of(Conv conv, TensorShape x, TensorShape weights) =>
        new(conv.Window, conv.Geometry(x, weights)) { Groups = conv.Groups };
}
