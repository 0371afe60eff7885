using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>Chooses the mode in which a camera is opened.</summary>
internal static class CameraModes
{
    // Networks look at a few hundred pixels; more only costs time. Uncompressed, a USB camera is slow above the
    // smaller.
    private const int CompressedPixels = 1280 * 720, RawPixels = 640 * 480;

    /// <summary>The mode that serves best what was asked for; null if none fits, so that the driver decides.</summary>
    public static CameraMode? Choose(IEnumerable<CameraMode> modes, CameraRequest request)
    {
        CameraMode[] fitting = [.. modes.Where(m => Fits(m, request))];
        if (fitting.Length == 0)
            return null;
        CameraMode best = fitting.OrderByDescending(Rank).ThenByDescending(m => m.Rate ?? 0).First();
        return best with
        {
            Width = best.Width ?? request.Width,
            Height = best.Height ?? request.Height,
            Rate = request.Rate ?? best.Rate,
        };
    }

    private static bool Fits(CameraMode mode, CameraRequest request) =>
        (request.Format is null || mode.Format is null || mode.Format == request.Format)
        && (request.Width is null || mode.Width is null
            || (mode.Width == request.Width && mode.Height == request.Height))
        && (request.Rate is null || mode.Rate is null || mode.Rate >= request.Rate - 0.01);

    // MJPEG first; then the largest size up to the limit; beyond it the smallest.
    private static (bool, bool, long) Rank(CameraMode mode)
    {
        bool isMjpeg = mode.Format == "mjpeg";
        long pixels = (long)(mode.Width ?? 0) * (mode.Height ?? 0);
        bool isSmall = pixels <= (isMjpeg ? CompressedPixels : RawPixels);
        return (isMjpeg, isSmall, isSmall ? pixels : -pixels);
    }
}
