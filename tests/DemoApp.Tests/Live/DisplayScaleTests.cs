using VisionPlugin.DemoApp.Live;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>Text as large as the display wants it.</summary>
[Collection(WindowCollection.Name)]
public class DisplayScaleTests(VirtualDisplay display)
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("Xft.dpi:\t192\n", 2)]
    [InlineData("Xcursor.size: 24\nXft.antialias: 1\nXft.dpi: 144.0\n", 1.5)]
    [InlineData("Xft.dpi: many\n", 1)]
    [InlineData("Xft.dpi: -5\n", 1)]
    [InlineData("Xft.dpi: 9999\n", 4)]
    public void The_scale_stands_in_the_resources_of_the_server(string resources, float expected) =>
        Assert.Equal(expected, DisplayScale.Parse(resources));

    [SkippableFact]
    public void The_window_takes_the_displays_scale_unless_it_is_told_another()
    {
        string name = display.Require("libglfw.so.3", "libX11.so.6");
        display.UseInThisProcess();
        DisplayResources.Set(name, "Xft.dpi:\t144\n");
        try
        {
            using (LiveWindow window = TestWindows.Open(display))
            {
                window.RunFrames(2);
                Assert.Equal((1.5f, 640), (window.Scale, window.Window.Size.X));
            }

            using (LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Scale = 0.75f }))
            {
                window.RunFrames(2);
                Assert.Equal(0.75f, window.Scale);
            }

            // A size that nobody asked for grows with it.
            DisplayResources.Set(name, "Xft.dpi:\t95.9\n");
            using (LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Size = null }))
            {
                window.RunFrames(2);
                Assert.Equal(1280, window.Window.Size.X);
            }
        }
        finally
        {
            DisplayResources.Set(name, "");
        }
    }
}
