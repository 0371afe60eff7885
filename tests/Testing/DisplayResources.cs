using System.Runtime.InteropServices;

namespace VisionPlugin.Testing;

/// <summary>The resources of an X server, where a desktop says how large text is. Needs libX11.so.6.</summary>
public static partial class DisplayResources
{
    /// <summary>Replaces all of them.</summary>
    /// <param name="name">The display, as in <c>DISPLAY</c>.</param>
    /// <param name="resources">Lines such as <c>Xft.dpi: 192</c>.</param>
    public static void Set(string name, string resources)
    {
        const nint ResourceManager = 23, Text = 31;
        nint connection = OpenDisplay(name);
        Assert.NotEqual(0, connection);
        ChangeProperty(connection, DefaultRootWindow(connection), ResourceManager, Text, 8, 0, resources,
            resources.Length);
        _ = CloseDisplay(connection);
    }

    [LibraryImport("libX11.so.6", EntryPoint = "XOpenDisplay", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenDisplay(string name);

    [LibraryImport("libX11.so.6", EntryPoint = "XDefaultRootWindow")]
    private static partial nint DefaultRootWindow(nint display);

    [LibraryImport("libX11.so.6", EntryPoint = "XChangeProperty", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeProperty(
        nint display, nint window, nint property, nint type, int format, int mode, string data, int length);

    [LibraryImport("libX11.so.6", EntryPoint = "XCloseDisplay")]
    private static partial int CloseDisplay(nint display);
}
