namespace VisionPlugin.DemoApp.Live;

/// <summary>How much the window says of itself.</summary>
internal enum HudStyle
{
    /// <summary>All of it where there is room, else a line.</summary>
    Auto,

    /// <summary>All of it.</summary>
    Full,

    /// <summary>A line.</summary>
    Line,

    /// <summary>Nothing.</summary>
    None,
}
