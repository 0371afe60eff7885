using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>Layers that join, reshape and resize.</summary>
public static class LayerJoins
{
    /// <summary>Element-wise sum.</summary>
    public static Layer Plus(this Layer x, Layer other, string? name = null) => Binary(x, other, BinaryFunction.Add, name, "add");

    /// <summary>Element-wise product.</summary>
    public static Layer Times(this Layer x, Layer other, string? name = null) => Binary(x, other, BinaryFunction.Mul, name, "mul");

    /// <summary>Product with a number.</summary>
    public static Layer Times(this Layer x, float factor, string? name = null) =>
        x.Times(x.Builder.Constant(new Tensor<float>([], [factor]), "factor"), name);

    /// <summary>Joins this layer and others along an axis; the channels by default.</summary>
    public static Layer Concat(this Layer x, Layer[] others, int axis = 1, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "concat"), new Concat(axis), [x, .. others]);

    /// <summary>(N, C, H, W) to (N, C * H * W).</summary>
    public static Layer Flatten(this Layer x, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "flatten"), new Flatten(), x);

    /// <summary>Another shape of the same elements; 0 keeps a size, and one -1 takes what is left.</summary>
    public static Layer Reshape(this Layer x, long[] sizes, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        string layer = x.Builder.NameOf(name, "reshape");
        return x.Builder.Add(layer, new Reshape(), x, x.Builder.Constant(new Tensor<long>([sizes.Length], sizes), $"{layer}_shape"));
    }

    /// <summary>Makes maps (N, C, H, W) larger by a factor.</summary>
    public static Layer Upsample(this Layer x, float factor, Interpolation mode = Interpolation.Nearest, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "up");
        Layer scales = x.Builder.Constant(new Tensor<float>([4], [1, 1, factor, factor]), $"{layer}_scales");
        return x.Builder.Add(layer, new Resize(mode, mode == Interpolation.Nearest ? CoordinateMode.Asymmetric : CoordinateMode.HalfPixel), x, null, scales);
    }

    /// <summary>Marks where training drops elements; passes them unchanged here.</summary>
    public static Layer Dropout(this Layer x, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "dropout"), new Dropout(), x);

    private static Layer Binary(Layer x, Layer other, BinaryFunction function, string? name, string kind) =>
        x.Builder.Add(x.Builder.NameOf(name, kind), new Binary(function), x, other);
}
