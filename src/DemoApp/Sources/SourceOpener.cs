using VisionPlugin.DemoApp.Capture;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>Opens sources: one frame after the other for a command, the latest one for a window.</summary>
internal static class SourceOpener
{
    // A command gives up a live source after so many attempts in a row; a window never does.
    private const int CommandAttempts = 6;

    /// <summary>
    /// Opens a source to be read as a sequence: every frame of a file, the latest of a live source.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="stride">Every how manyth frame is wanted.</param>
    /// <param name="note">Told when a live source breaks off and is tried again; on another thread.</param>
    /// <exception cref="BadInputException">Such a source cannot be read here, or ffmpeg is missing.</exception>
    public static IFrameReader Open(Source source, int stride, Action<string> note)
    {
        if (!source.IsLive)
            return OpenReader(source, stride, PixelFormat.Rgba32);
        FfmpegTool.Require();
        var feed = new FrameFeed(new FeedOptions
        {
            Name = source.Text,
            Open = () => OpenReader(source, stride, PixelFormat.Rgba32),
            IsLive = true,
            RetryFirst = false,
            MaxAttempts = CommandAttempts,
        });
        feed.StateChanged += state =>
        {
            if (state.Status == FeedStatus.Waiting)
                note(state.Message);
        };
        return new LatestReader(feed, stride);
    }

    /// <summary>
    /// Opens a source for a window: it plays at its own pace, is tried again for ever if it is live, and starts again
    /// at its end if it is not. The feed is the caller's.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="format">
    /// Format of what comes through ffmpeg; null for that which costs least (NV12 or YUYV, in BT.601). Pictures are
    /// RGBA.
    /// </param>
    /// <param name="stride">Every how manyth frame is wanted.</param>
    /// <exception cref="BadInputException">Such a source cannot be read, or ffmpeg is missing.</exception>
    public static FrameFeed OpenFeed(Source source, PixelFormat? format = PixelFormat.Rgba32, int stride = 1)
    {
        CheckReadable(source);
        if (source.Kind is SourceKind.Camera or SourceKind.Stream or SourceKind.Generated or SourceKind.Video)
            FfmpegTool.Require();
        return new FrameFeed(new FeedOptions
        {
            Name = source.Text,
            // A video that ffmpeg cannot wind back comes to its end, and is opened again.
            Open = () => OpenReader(source, stride, format, loops: true),
            IsLive = source.IsLive,
            Loop = source.IsMoving,
        });
    }

    private static IFrameReader OpenReader(Source source, int stride, PixelFormat? format, bool loops = false)
    {
        CheckReadable(source);
        return source.Kind switch
        {
            SourceKind.Picture => new PictureReader(source.Target),
            SourceKind.Pictures => new PanZoomReader(SourceList.BundledPictures().Select(Picture.Load), stride),
            _ => new FfmpegReader(source, format, stride, FfmpegTool.Require(), loops),
        };
    }

    private static void CheckReadable(Source source)
    {
        if (source.Kind == SourceKind.Synthetic)
            throw new BadInputException("'synthetic' is drawn by the window alone: vision demo --source synthetic.");
    }
}
