using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>How the numbers of a layer are parted into maps.</summary>
/// <param name="Channels">Number of channels.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Height">Rows of each.</param>
internal readonly record struct LayerMaps(int Channels, int Width, int Height)
{
    /// <summary>True for one number a channel: a vector.</summary>
    public bool IsVector => Width == 1 && Height == 1;

    /// <summary>True for channels that are rows of numbers.</summary>
    public bool AreRows => !IsVector && (Width == 1 || Height == 1);

    /// <summary>In words.</summary>
    public string Text => IsVector ? Channels == 1 ? "one number" : $"{Channels} numbers"
        : $"{Channels} {(Channels == 1 ? "channel" : "channels")} of "
            + (AreRows ? $"{Math.Max(Width, Height)}" : $"{Width} x {Height}");

    /// <summary>The maps of a shape that can be shown.</summary>
    /// <param name="shape">(1, C, H, W), (C, H, W), (1, C, L) or (1, C).</param>
    /// <param name="areSequences">
    /// True if three axes are one of the batch, channels and places, as in 1-D networks.
    /// </param>
    public static LayerMaps Of(TensorShape shape, bool areSequences) => shape.Rank switch
    {
        4 => new LayerMaps(shape[1], shape[3], shape[2]),
        3 when areSequences && shape[0] == 1 => new LayerMaps(shape[1], shape[2], 1),
        3 => new LayerMaps(shape[0], shape[2], shape[1]),
        _ => new LayerMaps(shape[1], 1, 1),
    };
}
