using System.Globalization;
using System.Runtime.InteropServices;

namespace VisionPlugin.DemoApp.Live;

/// <summary>
/// How large text is on the user's display, where pixels of windows are those of the screen: 1 at 96 dots an inch.
/// Silk.NET does not tell.
/// </summary>
internal static partial class DisplayScale
{
    private const float Dots = 96;

    /// <summary>The scale that the user has set; 1 if nothing is known of it.</summary>
    public static float Read()
    {
        try
        {
            return OperatingSystem.IsWindows() ? GetDpiForSystem() / Dots : OperatingSystem.IsLinux() ? ReadX11() : 1;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return 1;
        }
    }

    /// <summary>The scale in the resources of an X server, which is where desktops say it; 1 if they do not.</summary>
    public static float Parse(string resources)
    {
        foreach (string line in resources.Split('\n'))
        {
            string[] parts = line.Split(':', 2);
            if (parts.Length == 2 && parts[0].Trim() == "Xft.dpi" && float.TryParse(
                parts[1].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out float dots) && dots > 0)
            {
                return Math.Clamp(dots / Dots, 0.5f, 4);
            }
        }

        return 1;
    }

    private static float ReadX11()
    {
        nint display = OpenDisplay(0);
        if (display == 0)
            return 1;
        try
        {
            return Parse(Marshal.PtrToStringUTF8(Resources(display)) ?? "");
        }
        finally
        {
            _ = CloseDisplay(display);
        }
    }

    [LibraryImport("user32")]
    private static partial uint GetDpiForSystem();

    [LibraryImport("libX11.so.6", EntryPoint = "XOpenDisplay")]
    private static partial nint OpenDisplay(nint name);

    [LibraryImport("libX11.so.6", EntryPoint = "XResourceManagerString")]
    private static partial nint Resources(nint display);

    [LibraryImport("libX11.so.6", EntryPoint = "XCloseDisplay")]
    private static partial int CloseDisplay(nint display);
}
