using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live.Feeds;

/// <summary>Where the window gets its frames. Belongs to the window's thread; never blocks it.</summary>
internal interface ILiveFeed : IDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>What keeps it from giving frames, and what happens next; null if nothing does.</summary>
    string? Trouble { get; }

    /// <summary>True if it shows a picture, which does not age.</summary>
    bool IsStill { get; }

    /// <summary>Frames a second that it gives of late; 0 if unknown.</summary>
    double Rate { get; }

    /// <summary>Holds the picture: a file stands still, of a live source frames are passed over.</summary>
    bool IsPaused { get; set; }

    /// <summary>While paused, gives one frame more.</summary>
    void Step();

    /// <summary>Goes on to the next file of a folder.</summary>
    void Next()
    {
    }

    /// <summary>
    /// Gives the next frame to show, if there is one: of a live source the latest, of a file the one that is due.
    /// </summary>
    /// <param name="texture">Receives the frame.</param>
    /// <param name="pixels">
    /// Receives its pixels too; null where nobody needs them, since what was drawn must be read back for it.
    /// </param>
    /// <param name="stamp">Which one it is.</param>
    bool TryTake(Texture texture, FrameBuffer? pixels, out FrameStamp stamp);
}
