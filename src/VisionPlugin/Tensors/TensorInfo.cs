using System.Diagnostics.CodeAnalysis;

namespace VisionPlugin.Tensors;

/// <summary>
/// What is known of a tensor when a graph is compiled: type, shape and, if it is constant, its elements.
/// <c>default</c> stands for an optional input that is absent.
/// </summary>
/// <param name="DataType">Element type; <see cref="DataType.None"/> if absent.</param>
/// <param name="Shape">Sizes along each axis.</param>
/// <param name="Value">The elements, if they are known before the first run.</param>
public readonly record struct TensorInfo(DataType DataType, TensorShape Shape, Tensor? Value = null)
{
    /// <summary>False for an optional input that was left out.</summary>
    public bool IsPresent => DataType != DataType.None;

    /// <summary>True if the elements are known at compile time.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsConstant => Value is not null;

    /// <summary>The description of a constant.</summary>
    public static TensorInfo Of(Tensor value) => new(value.DataType, value.Shape, value);

    /// <summary>Type and shape, or <c>(absent)</c>.</summary>
    public override string ToString() => IsPresent ? $"{DataType}{Shape}" : "(absent)";
}
