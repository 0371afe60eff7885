namespace VisionPlugin.DemoApp.Capture;

/// <summary>Which side of a child process is ours.</summary>
internal enum FfmpegPipe
{
    /// <summary>We read what it writes.</summary>
    Output,

    /// <summary>We write what it reads.</summary>
    Input,
}
