using Silk.NET.GLFW;
using VisionPlugin.ComputeShaders;

namespace VisionPlugin.DemoApp.Live;

/// <summary>Runs the window to its end. Where the GPU was reset, another one goes on where it broke off.</summary>
internal static class LiveRun
{
    private const int MostLosses = 3;

    /// <summary>Opens the window and runs it.</summary>
    /// <param name="options">What it is opened with.</param>
    /// <param name="note">Told when the GPU was reset.</param>
    /// <param name="turned">Called after each turn of the loop; null for nothing.</param>
    /// <returns>What OpenGL complained of, in a debug context.</returns>
    /// <exception cref="GlfwException">There is no display.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine has no GLFW.</exception>
    /// <exception cref="BadInputException">The source or the model cannot be used.</exception>
    /// <exception cref="GpuDeviceLostException">The GPU was reset too often.</exception>
    public static IReadOnlyList<string> Run(
        LiveOptions options, Action<string> note, Action<LiveWindow>? turned = null)
    {
        LiveSession? before = null;
        for (int losses = 1; ; losses++)
        {
            using var window = new LiveWindow(options);
            if (before is not null)
                window.GoOn(before);
            while (window.Turn())
                turned?.Invoke(window);
            if (window.Loss is not { } loss)
                return window.GlErrors;
            if (losses == MostLosses)
            {
                throw new GpuDeviceLostException(
                    $"{loss} That happened {losses} times; --backend cpu does without the GPU.");
            }

            note($"{loss} The window is opened again.");
            (options, before) = (window.Rest, window.Session);
        }
    }
}
