using System.Collections.Immutable;
using VisionPlugin.Operators;

namespace VisionPlugin.Onnx;

/// <summary>Imports of the operators that sample their input where the data says.</summary>
internal static class OnnxSampling
{
    /// <summary>Linear and cubic were called bilinear and bicubic before operator set 20.</summary>
    public static Operator GridSample(OnnxNode node)
    {
        Interpolation mode = node.OneOf("mode", "bilinear", "linear", "nearest", "bicubic", "cubic") switch
        {
            0 or 1 => Interpolation.Linear,
            2 => Interpolation.Nearest,
            _ => Interpolation.Cubic,
        };
        var padding = (GridPadding)node.OneOf("padding_mode", "zeros", "border", "reflection");
        return new GridSample(mode, padding, node.Flag("align_corners"));
    }

    /// <summary>Half a pixel is subtracted since operator set 16, unless the node says otherwise.</summary>
    public static Operator RoiAlign(OnnxNode node)
    {
        RegionCoordinates coordinates = node.Opset < 16 ? RegionCoordinates.OutputHalfPixel
            : (RegionCoordinates)node.OneOf("coordinate_transformation_mode", "half_pixel", "output_half_pixel");
        return new RoiAlign(
            node.Int("output_height", 1), node.Int("output_width", 1), node.Int("sampling_ratio", 0),
            node.Float("spatial_scale", 1), (RegionPooling)node.OneOf("mode", "avg", "max"), coordinates);
    }

    /// <summary>The output's size is a list of two.</summary>
    public static Operator MaxRoiPool(OnnxNode node)
    {
        ImmutableArray<int> size = node.Ints("pooled_shape");
        return size.Length == 2
            ? new MaxRoiPool(size[0], size[1], node.Float("spatial_scale", 1))
            : throw node.Error($"has a pooled_shape of {size.Length} sizes instead of 2");
    }
}
