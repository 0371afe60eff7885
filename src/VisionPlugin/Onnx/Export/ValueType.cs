using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>What is known of a value while a model is exported.</summary>
/// <param name="DataType">Element type; <see cref="DataType.None"/> if the value is absent.</param>
/// <param name="Shape">Its shape for the sizes that were tried; null if it depends on data.</param>
internal readonly record struct ValueType(DataType DataType, TensorShape? Shape)
{
    /// <summary>Type and shape of a tensor.</summary>
    public static ValueType Of(TensorInfo info) => new(info.DataType, info.Shape);
}
