namespace VisionPlugin.DemoApp.Live;

/// <summary>What the window shows.</summary>
internal enum ViewKind
{
    /// <summary>The frames with what was found.</summary>
    Video,

    /// <summary>The feature maps of a layer beside the video.</summary>
    Activations,

    /// <summary>Two backends on the same frame, and where they differ.</summary>
    Compare,

    /// <summary>The frames through a 3x3 kernel that the keyboard edits.</summary>
    Filter,
}
