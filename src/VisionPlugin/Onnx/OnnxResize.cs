using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>Imports Resize and what it was called before.</summary>
internal static class OnnxResize
{
    /// <summary>Resize since operator set 11: inputs X, region of interest, scales, sizes.</summary>
    public static Operator Resize(OnnxNode node) =>
        new Resize(Mode(node), (CoordinateMode)node.OneOf("coordinate_transformation_mode", "half_pixel",
            "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn",
            "tf_crop_and_resize"))
        {
            Nearest = (NearestMode)node.OneOf(
                "nearest_mode", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil"),
            AspectRatio =
                (AspectRatioPolicy)node.OneOf("keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller"),
            Axes = node.Ints("axes"),
            CubicCoefficient = node.Float("cubic_coeff_a", -0.75f),
            ExcludeOutside = node.Flag("exclude_outside"),
            Antialias = node.Flag("antialias"),
            ExtrapolationValue = node.Float("extrapolation_value", 0),
        };

    /// <summary>Upsample of operator set 7, whose scales are an attribute; in operator set 1 they are two.</summary>
    public static Operator UpsampleByAttributes(OnnxNode node)
    {
        ImmutableArray<float> scales = node.Floats("scales")
            ?? (node.Has("height_scale") && node.Has("width_scale")
                ? [1, 1, node.Float("height_scale", 1), node.Float("width_scale", 1)]
                : throw node.Error("has no scales"));
        node.SetInput(1, "scales", new Tensor<float>([scales.Length], scales.AsSpan()));
        return Upsample(node);
    }

    /// <summary>Upsample of operator set 9 and Resize of operator set 10: inputs X, scales.</summary>
    public static Operator Upsample(OnnxNode node)
    {
        node.Inputs.Insert(Math.Min(1, node.Inputs.Count), "");
        return new Resize(Mode(node), CoordinateMode.Asymmetric) { Nearest = NearestMode.Floor };
    }

    // Operator set 1 says bilinear.
    private static Interpolation Mode(OnnxNode node) => node.OneOf("mode", "nearest", "linear", "cubic", "bilinear") switch
    {
        0 => Interpolation.Nearest,
        2 => Interpolation.Cubic,
        _ => Interpolation.Linear,
    };
}
