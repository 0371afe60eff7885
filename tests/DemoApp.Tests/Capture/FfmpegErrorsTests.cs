using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Capture;

public class FfmpegErrorsTests
{
    // The lines are ffmpeg's own, of versions 4 to 7.
    [Theory]
    [InlineData("camera:0", "/dev/video0: Device or resource busy", "in use by another program")]
    [InlineData("camera:0", "[video4linux2,v4l2 @ 0x55d] ioctl(VIDIOC_STREAMON): Device or resource busy",
        "in use by another program")]
    [InlineData("camera:0", "[video4linux2,v4l2 @ 0x55d] Cannot open video device /dev/video0: Permission denied",
        "usermod")]
    [InlineData("camera:0",
        "[video4linux2,v4l2 @ 0x55d] Cannot open video device /dev/video9: No such file or directory",
    "vision cameras")]
    [InlineData("camera:0", "[video4linux2,v4l2 @ 0x55d] ioctl(VIDIOC_DQBUF): No such device", "unplugged")]
    [InlineData("camera:0", "[video4linux2,v4l2 @ 0x55d] Not a video capture device.", "not a camera")]
    [InlineData("camera:0",
        "[video4linux2,v4l2 @ 0x55d] Cannot find a proper format for codec 'mjpeg' (id 7), pixel format 'none' (id -1)",
    "modes")]
    [InlineData("camera:0",
        "[dshow @ 000001] Could not find video device with name [Cam] among source devices of type video.",
    "vision cameras")]
    [InlineData("camera:0",
        "[dshow @ 000001] Could not run graph (sometimes caused by a device already in use by other application)",
    "in use")]
    [InlineData("camera:0", "[avfoundation @ 0x7f] Selected framerate (29.970030) is not supported by the device.",
        "mode")]
    [InlineData("rtsp://host/x", "Connection to tcp://host:554?timeout=0 failed: Connection refused", "refused")]
    [InlineData("rtsp://host/x", "[rtsp @ 0x55] method DESCRIBE failed: 401 Unauthorized", "password")]
    [InlineData("http://host/x", "[http @ 0x55] HTTP error 404 Not Found", "nothing at this address")]
    [InlineData("http://host/x", "[tcp @ 0x55] Failed to resolve hostname host: Name or service not known",
        "no such host")]
    [InlineData("lavfi:x", "[AVFilterGraph @ 0x55] No such filter: 'x'", "ffmpeg -filters")]
    [InlineData("udp://host:1", "something that nobody expected.", "broke off: something that nobody expected.")]
    public void Complaints_become_one_line_that_helps(string text, string complaint, string part)
    {
        Source source = Source.TryParse(text)!;
        string message = FfmpegErrors.Describe(source, ["[in @ 0x1] a warning before", complaint]);
        Assert.StartsWith(text, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Without_a_complaint_it_says_what_is_known() =>
        Assert.Equal("camera:1 broke off.", FfmpegErrors.Describe(Source.TryParse("camera:1")!, []));
}
