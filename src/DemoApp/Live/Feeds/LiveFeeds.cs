using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live.Feeds;

/// <summary>Opens sources for the window.</summary>
internal static class LiveFeeds
{
    /// <summary>Opens what the user named.</summary>
    /// <param name="text">A source; null for the first camera, or the bundled pictures where there is none.</param>
    /// <param name="gl">The window's context.</param>
    /// <param name="isTimed">False for a synthetic frame whenever the window draws one, however fast that is.</param>
    /// <exception cref="BadInputException">There is no such source, or it cannot be read.</exception>
    public static ILiveFeed Open(string? text, GL gl, bool isTimed)
    {
        IReadOnlyList<Source> sources = SourceList.Expand([text ?? (HasCamera ? "camera:0" : "pictures")]);
        return sources[0].Kind == SourceKind.Synthetic ? new SyntheticFeed(gl, isTimed) : new SourceFeed(sources, gl);
    }

    // Only Linux says so without a program being asked, which takes a while.
    private static bool HasCamera => OperatingSystem.IsLinux() && File.Exists("/dev/video0") && FfmpegTool.IsThere;
}
