using VisionPlugin.DemoApp.Capture.Cameras;
using VisionPlugin.DemoApp.Commands;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Capture;

/// <summary>What ffmpeg prints about cameras, as it was recorded on machines that have some.</summary>
public class CameraTests
{
    private static readonly string[] V4l2 =
    [
        "[video4linux2,v4l2 @ 0x55d8c2a9f6c0] Compressed:       mjpeg :          Motion-JPEG : 1920x1080 1280x720 640x480",
        "[video4linux2,v4l2 @ 0x55d8c2a9f6c0] Raw       :     yuyv422 :           YUYV 4:2:2 : 1280x720 640x480 320x240",
        "[video4linux2,v4l2 @ 0x55d8c2a9f6c0] Raw       :        nv12 :         Y/UV 4:2:0 : {32-2592, 2}x{32-1944, 2}",
        "[video4linux2,v4l2 @ 0x55d8c2a9f6c0] Compressed: Unsupported :                H.265 : 640x480",
        "/dev/video0: Immediate exit requested",
    ];

    [Fact]
    public void Modes_of_linux_are_read()
    {
        IReadOnlyList<CameraMode> modes = CameraListing.V4l2Modes(V4l2)!;
        Assert.Equal(
        [
            new("mjpeg", 1920, 1080, null), new("mjpeg", 1280, 720, null), new("mjpeg", 640, 480, null),
            new("yuyv422", 1280, 720, null), new("yuyv422", 640, 480, null), new("yuyv422", 320, 240, null),
            new("nv12", null, null, null),
        ], modes);
        Assert.Null(CameraListing.V4l2Modes(["[video4linux2,v4l2 @ 0x1] Not a video capture device."]));
        Assert.Empty(CameraListing.V4l2Modes(["/dev/video0: Device or resource busy"])!);
    }

    [Fact]
    public void Cameras_of_windows_are_read_before_and_since_version_5()
    {
        string[] old =
        [
            "[dshow @ 000001d5d] DirectShow video devices (some may be both video and audio devices)",
            "[dshow @ 000001d5d]  \"Integrated Camera\"",
            "[dshow @ 000001d5d]     Alternative name \"@device_pnp_\\\\?\\usb#vid_04f2\"",
            "[dshow @ 000001d5d] DirectShow audio devices",
            "[dshow @ 000001d5d]  \"Microphone (Realtek Audio)\"",
        ];
        string[] recent =
        [
            "[dshow @ 000001d5d] \"Integrated Camera\" (video)",
            "[dshow @ 000001d5d]   Alternative name \"@device_pnp_\\\\?\\usb#vid_04f2\"",
            "[dshow @ 000001d5d] \"OBS Virtual Camera\" (none)",
            "[dshow @ 000001d5d] \"Capture Card\" (audio, video)",
            "[dshow @ 000001d5d] \"Microphone (Realtek Audio)\" (audio)",
        ];
        Assert.Equal(["Integrated Camera"], CameraListing.DshowDevices(old));
        Assert.Equal(["Integrated Camera", "Capture Card"], CameraListing.DshowDevices(recent));
    }

    [Fact]
    public void Modes_of_windows_are_read()
    {
        string[] lines =
        [
            "[dshow @ 000001] DirectShow video device options (from video devices)",
            "[dshow @ 000001]  Pin \"Capture\" (alternative pin name \"0\")",
            "[dshow @ 000001]   vcodec=mjpeg  min s=1280x720 fps=5 max s=1280x720 fps=30",
            "[dshow @ 000001]   vcodec=mjpeg  min s=1280x720 fps=5 max s=1280x720 fps=30 (pc, bt470bg/bt709/unknown, center)",
            "[dshow @ 000001]   pixel_format=yuyv422  min s=640x480 fps=5 max s=640x480 fps=30.0003",
        ];
        Assert.Equal([new("mjpeg", 1280, 720, 30), new("yuyv422", 640, 480, 30)], CameraListing.DshowModes(lines));
    }

    [Fact]
    public void Cameras_and_modes_of_a_mac_are_read()
    {
        string[] lines =
        [
            "[AVFoundation indev @ 0x7fa] AVFoundation video devices:",
            "[AVFoundation indev @ 0x7fa] [0] FaceTime HD Camera",
            "[AVFoundation indev @ 0x7fa] [1] Capture screen 0",
            "[AVFoundation indev @ 0x7fa] AVFoundation audio devices:",
            "[AVFoundation indev @ 0x7fa] [0] MacBook Pro Microphone",
        ];
        Assert.Equal(["FaceTime HD Camera", "Capture screen 0"], CameraListing.AvfoundationDevices(lines));
        Assert.Equal([new(null, 1280, 720, 30)], CameraListing.AvfoundationModes(
            ["[avfoundation @ 0x7fa] Supported modes:", "[avfoundation @ 0x7fa]   1280x720@[1.000000 30.000030]fps"]));
    }

    [Theory]
    [InlineData("camera", "mjpeg", 1280, 720)]
    [InlineData("camera:0?size=1920x1080", "mjpeg", 1920, 1080)]
    [InlineData("camera:0?format=yuyv422", "yuyv422", 640, 480)]
    [InlineData("camera:0?size=320x240", "yuyv422", 320, 240)]
    [InlineData("camera:0?size=800x600&rate=15", "nv12", 800, 600)]
    public void The_best_mode_is_chosen(string text, string format, int width, int height)
    {
        CameraMode mode = CameraModes.Choose(CameraListing.V4l2Modes(V4l2)!, Source.TryParse(text)!.Camera)!;
        Assert.Equal((format, width, height), (mode.Format, mode.Width, mode.Height));
        Assert.Equal(text.Contains("rate=15", StringComparison.Ordinal) ? 15 : null, mode.Rate);
    }

    [Fact]
    public void A_mode_that_is_not_listed_is_left_to_the_driver() =>
        Assert.Null(CameraModes.Choose(CameraListing.V4l2Modes(V4l2)!.Where(m => m.Width is not null),
            new CameraRequest(123, 45, null, null)));

    [Fact]
    public void Devices_of_linux_are_found_in_their_order_without_those_that_give_no_pictures()
    {
        using var folder = new TempFolder();
        foreach ((string device, string name) in (ReadOnlySpan<(string, string)>)[("video10", "Late\n"),
            ("video2", "HD Webcam: HD\n"), ("video3", "Metadata\n")])
            folder.Write($"{device}/name", System.Text.Encoding.UTF8.GetBytes(name));
        IReadOnlyList<Camera> cameras = CameraFinder.OfLinux(folder.Path, device =>
            device == "/dev/video3" ? null : CameraListing.V4l2Modes(V4l2));
        Assert.Equal([("camera:2", "HD Webcam: HD", "/dev/video2"), ("camera:10", "Late", "/dev/video10")],
            cameras.Select(c => (c.Source, c.Name, c.Device)));
        Assert.Empty(CameraFinder.OfLinux(folder["none"], _ => []));
        using var text = new StringWriter();
        new Terminal(text, text, false, false).Tables().Write(CamerasCommand.TableOf(cameras));
        Assert.Contains("1280x720", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v4l2", "0", "/dev/video0", "-input_format")]
    [InlineData("v4l2", "/dev/video7", "/dev/video7", "-input_format")]
    [InlineData("dshow", "Integrated Camera", "video=Integrated Camera", "-vcodec")]
    [InlineData("avfoundation", "0", "0:none", "-pixel_format")]
    public void Each_system_names_cameras_in_its_own_way(string api, string target, string input, string option)
    {
        Assert.Equal(input, CameraApi.InputOf(api, target));
        Assert.Equal(option, CameraApi.FormatOption(api, "mjpeg"));
    }

    [SkippableFact]
    public void The_command_lists_what_there_is_also_if_that_is_nothing()
    {
        Ffmpeg.Require();
        Assert.NotEmpty(Vision.Good("cameras").Out);
        Assert.All(Vision.Good("cameras", "--json").Json, c =>
            Assert.StartsWith("camera:", c.GetProperty("source").GetString(), StringComparison.Ordinal));
    }
}
