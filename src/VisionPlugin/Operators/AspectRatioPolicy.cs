namespace VisionPlugin.Operators;

/// <summary>What sizes given to <see cref="Resize"/> mean (ONNX Resize, keep_aspect_ratio_policy).</summary>
public enum AspectRatioPolicy
{
    /// <summary>The output's sizes.</summary>
    Stretch,

    /// <summary>Bounds: one scale for all axes, the largest with which no size is exceeded.</summary>
    NotLarger,

    /// <summary>Bounds: one scale for all axes, the smallest with which every size is reached.</summary>
    NotSmaller,
}
