using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Literal integer tensors: shapes, axes, bounds.</summary>
internal static class Integers
{
    /// <summary>A list.</summary>
    public static Tensor<long> List(params ReadOnlySpan<long> values) => new([values.Length], values);

    /// <summary>A scalar.</summary>
    public static Tensor<long> Scalar(long value) => new([], [value]);
}
