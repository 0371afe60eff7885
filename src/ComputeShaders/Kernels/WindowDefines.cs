using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>A sliding window over one to three spatial axes, as the shaders see it: always three.</summary>
/// <param name="Z">Outermost axis; the unit axis for 1-D and 2-D windows.</param>
/// <param name="Y">Middle axis; the unit axis for 1-D windows.</param>
/// <param name="X">Innermost axis, along which positions are neighbours in memory.</param>
internal sealed record WindowDefines(WindowAxis Z, WindowAxis Y, WindowAxis X)
{
    /// <summary>Spatial axes that the shaders handle.</summary>
    public const int MaxAxes = 3;

    /// <summary>Elements of the window.</summary>
    public int Taps => Z.Kernel * Y.Kernel * X.Kernel;

    /// <summary>Positions of one channel of the output.</summary>
    public int OutPlane => Z.Output * Y.Output * X.Output;

    /// <summary>True if output position i looks at input position i only.</summary>
    public bool IsPointwise => Taps == 1 && IsSame(X) && IsSame(Y) && IsSame(Z);

    /// <summary>A pointwise window over one long row of all positions.</summary>
    public WindowDefines AsRow() =>
        new(WindowAxis.Unit, WindowAxis.Unit, WindowAxis.Unit with { Input = OutPlane, Output = OutPlane });

    /// <summary>The window with its inputs and outputs exchanged.</summary>
    public WindowDefines Transposed() => new(Exchange(Z), Exchange(Y), Exchange(X));

    /// <summary>The window of a geometry.</summary>
    public static WindowDefines Of(ConvGeometry geometry) =>
        new(geometry.Axes.Length == MaxAxes ? geometry.Axes[0] : WindowAxis.Unit, geometry.Y, geometry.X);

    /// <summary>True if some element of the window lies outside the input at some output position.</summary>
    public static bool LeavesInput(WindowAxis axis) =>
        axis.PadBegin > 0 || axis.Position(axis.Output - 1, axis.Kernel - 1) >= axis.Input;

    /// <summary>IN_*, OUT_*, KERNEL_*, STRIDE_*, DILATION_*, PAD_*, PAD_END_* and CHECK_*.</summary>
    public ImmutableArray<ShaderDefine> ToDefines() =>
    [
        .. Axis(Z, "Z", "D"), .. Axis(Y, "Y", "H"), .. Axis(X, "X", "W"),
        new("CHECK_X", LeavesInput(X)), new("CHECK_Y", LeavesInput(Y) || LeavesInput(Z)),
    ];

    private static WindowAxis Exchange(WindowAxis axis) => axis with { Input = axis.Output, Output = axis.Input };

    private static bool IsSame(WindowAxis axis) => axis is { Stride: 1, PadBegin: 0 } && axis.Input == axis.Output;

    private static ShaderDefine[] Axis(WindowAxis axis, string name, string size) =>
    [
        new("IN_" + size, axis.Input), new("OUT_" + size, axis.Output), new("KERNEL_" + size, axis.Kernel),
        new("STRIDE_" + name, axis.Stride), new("DILATION_" + name, axis.Dilation), new("PAD_" + name, axis.PadBegin),
        new("PAD_END_" + name, axis.PadEnd),
    ];
}
