using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Test tensors of element types that have no generator of their own.</summary>
internal static class Casts
{
    /// <summary>The elements in another type, as ONNX casts them.</summary>
    public static Tensor Of(Tensor tensor, DataType type)
    {
        var result = Tensor.Create(type, tensor.Shape);
        new Cast(type).Run([tensor], [result]);
        return result;
    }
}
