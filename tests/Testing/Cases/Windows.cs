using System.Collections.Immutable;
using VisionPlugin.Operators;

namespace VisionPlugin.Testing.Cases;

/// <summary>Windows that the cases of several operators use.</summary>
internal static class Windows
{
    /// <summary>Explicit padding; strides and dilations of 1 where left out.</summary>
    public static Window Of(
        ImmutableArray<int> kernel,
        ImmutableArray<int> strides = default,
        ImmutableArray<int> pads = default,
        ImmutableArray<int> dilations = default,
        bool ceil = false)
        => new(kernel, strides, dilations, pads, AutoPad.NotSet, ceil);

    /// <summary>Padding chosen by the operator.</summary>
    public static Window Auto(
        AutoPad pad,
        ImmutableArray<int> kernel,
        ImmutableArray<int> strides = default,
        ImmutableArray<int> dilations = default)
        => new(kernel, strides, dilations, [], pad);
}
