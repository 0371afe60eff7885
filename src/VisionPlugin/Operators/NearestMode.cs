namespace VisionPlugin.Operators;

/// <summary>Which element is nearest to a position (ONNX Resize, nearest_mode).</summary>
public enum NearestMode
{
    /// <summary>Round; x.5 down.</summary>
    RoundPreferFloor,

    /// <summary>Round; x.5 up.</summary>
    RoundPreferCeil,

    /// <summary>Round down.</summary>
    Floor,

    /// <summary>Round up.</summary>
    Ceil,
}
