namespace VisionPlugin.DemoApp.Live;

/// <summary>How boxes are drawn.</summary>
internal enum OverlayStyle
{
    /// <summary>Boxes with labels.</summary>
    Boxes,

    /// <summary>Only the corners of boxes, with labels.</summary>
    Corners,

    /// <summary>Thin boxes without labels.</summary>
    Thin,

    /// <summary>None.</summary>
    None,
}
