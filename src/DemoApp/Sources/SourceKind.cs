namespace VisionPlugin.DemoApp.Sources;

/// <summary>What a source is, which decides how its frames are read.</summary>
internal enum SourceKind
{
    /// <summary>A picture file: one frame.</summary>
    Picture,

    /// <summary>A video, as a file or at an address: every frame.</summary>
    Video,

    /// <summary>A camera: the latest frame.</summary>
    Camera,

    /// <summary>A live stream at an address: the latest frame.</summary>
    Stream,

    /// <summary>A graph of ffmpeg's own sources at the pace of a camera: the latest frame.</summary>
    Generated,

    /// <summary>The bundled pictures as a slow pan-and-zoom loop: every frame, without end.</summary>
    Pictures,

    /// <summary>A moving scene that the window draws itself with OpenGL.</summary>
    Synthetic,
}
