using VisionPlugin.Operators;

namespace VisionPlugin.Onnx.Export;

/// <summary>Operators that look between the elements of their input.</summary>
internal static class ExportSampling
{
    /// <summary>Volumes came with operator set 20, which also calls bilinear linear, and bicubic cubic.</summary>
    public static void GridSample(GridSample o, ExportNode n)
    {
        if (n.Info(0).Shape is { Rank: not 4 })
            n.Require(20);
        string prefix = n.Opset < 20 && o.Mode != Interpolation.Nearest ? "bi" : "";
        n.Add("GridSample").Set("mode", prefix + Word(o.Mode)).Set("padding_mode", Word(o.Padding))
            .Set("align_corners", o.AlignCorners);
    }

    /// <summary>Inputs X, region, scales, sizes; a list without elements is left out.</summary>
    public static void Resize(Resize o, ExportNode n)
    {
        (CoordinateMode coordinates, NearestMode nearest) = Today(o);
        if (coordinates == CoordinateMode.HalfPixelSymmetric)
            n.Require(19);
        bool hasRegion = coordinates == CoordinateMode.TfCropAndResize && n.HasElements(1);
        bool hasSizes = n.HasElements(3);
        string[] inputs = [n.In(0), hasRegion ? n.In(1) : "", hasSizes ? "" : n.In(2), hasSizes ? n.Int64(3) : ""];
        NodeProto node = n.Add("Resize", inputs, n.Out).Set("mode", Word(o.Mode))
            .Set("coordinate_transformation_mode", Snake(coordinates.ToString()))
            .Set("nearest_mode", Snake(nearest.ToString())).Set("cubic_coeff_a", o.CubicCoefficient)
            .Set("exclude_outside", o.ExcludeOutside).Set("antialias", o.Antialias)
            .Set("extrapolation_value", o.ExtrapolationValue).Set("axes", o.Axes.OrNone());
        if (hasSizes)
            node.Set("keep_aspect_ratio_policy", Snake(o.AspectRatio.ToString()));
    }

    /// <summary>Which picture a region lies in is said in 64-bit integers.</summary>
    public static void RoiAlign(RoiAlign o, ExportNode n) =>
        n.Add("RoiAlign", [n.In(0), n.In(1), n.Int64(2)], n.Out)
            .Set("output_height", o.OutputHeight).Set("output_width", o.OutputWidth)
            .Set("sampling_ratio", o.SamplingRatio).Set("spatial_scale", o.SpatialScale)
            .Set("mode", o.Pooling == RegionPooling.Average ? "avg" : "max")
            .Set("coordinate_transformation_mode", Snake(o.Coordinates.ToString()));

    // A mode that ONNX had in operator set 11 only is half a pixel beside half_pixel, which rounding can make up for.
    private static (CoordinateMode Coordinates, NearestMode Nearest) Today(Resize o)
    {
        if (o.Coordinates != CoordinateMode.TfHalfPixelForNearest)
            return (o.Coordinates, o.Nearest);
        return (o.Mode, o.Nearest) switch
        {
            (Interpolation.Nearest, NearestMode.Floor) => (CoordinateMode.HalfPixel, NearestMode.RoundPreferCeil),
            (Interpolation.Nearest, NearestMode.RoundPreferFloor) => (CoordinateMode.HalfPixel, NearestMode.Ceil),
            _ => throw new UnsupportedNodeException("tf_half_pixel_for_nn, which ONNX had in operator set 11 only"),
        };
    }

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString().ToLowerInvariant();

    // HalfPixel to half_pixel
    private static string Snake(string words) => string.Concat(
        words.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
