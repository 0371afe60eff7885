using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Sources;

public class SourceTests
{
    [Theory]
    [InlineData("camera", "Camera", "0", true)]
    [InlineData("camera:2", "Camera", "2", true)]
    [InlineData("camera:/dev/video1?size=640x480", "Camera", "/dev/video1", true)]
    [InlineData("camera:Integrated Camera", "Camera", "Integrated Camera", true)]
    [InlineData("rtsp://name:word@host:554/path?x=1", "Stream", "rtsp://name:word@host:554/path?x=1", true)]
    [InlineData("HTTP://host/mjpeg", "Stream", "HTTP://host/mjpeg", true)]
    [InlineData("https://host/clip.MP4?key=1", "Video", "https://host/clip.MP4?key=1", false)]
    [InlineData("udp://0.0.0.0:5000", "Stream", "udp://0.0.0.0:5000", true)]
    [InlineData("lavfi:testsrc2=rate=30", "Generated", "testsrc2=rate=30", true)]
    [InlineData("pictures", "Pictures", "", false)]
    [InlineData("synthetic", "Synthetic", "", false)]
    public void Texts_say_what_a_source_is(string text, string kind, string target, bool live)
    {
        Source source = Source.TryParse(text)!;
        Assert.Equal((text, kind, target, live), (source.Text, source.Kind.ToString(), source.Target, source.IsLive));
        Assert.True(source.IsMoving);
    }

    [Fact]
    public void A_camera_may_be_asked_for_a_mode() => Assert.Equal(new CameraRequest(1280, 720, 29.97, "mjpeg"),
        Source.TryParse("camera:0?size=1280x720&rate=29.97&format=mjpeg")!.Camera);

    [Theory]
    [InlineData("camera:0?size=big")]
    [InlineData("camera:0?size=640x480x3")]
    [InlineData("camera:0?rate=-1")]
    [InlineData("camera:0?colour=red")]
    [InlineData("camera:0?size=0x480")]
    [InlineData("gopher://host/x")]
    public void Sources_that_are_not_written_right_are_refused(string text) =>
        Assert.Contains(text, Assert.Throws<BadInputException>(() => Source.TryParse(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("photo.png")]
    [InlineData("pictures/x.png")]
    [InlineData("*.mp4")]
    public void Files_and_globs_are_none_of_these(string text) => Assert.Null(Source.TryParse(text));

    [Fact]
    public void Folders_hold_pictures_and_videos_by_their_endings()
    {
        using var folder = new TempFolder();
        foreach (string name in (ReadOnlySpan<string>)["b.MP4", "a.png", "c.webm", "notes.txt"])
            folder.Write(name, [1]);
        Assert.Equal([("a.png", SourceKind.Picture), ("b.MP4", SourceKind.Video), ("c.webm", SourceKind.Video)],
            SourceList.Expand([folder.Path]).Select(s => (Path.GetFileName(s.Target), s.Kind)));
    }

    [Fact]
    public void A_camera_is_opened_for_least_delay_in_its_mode()
    {
        Source camera = Source.TryParse("camera:1")!;
        string args = string.Join(' ',
            FfmpegInput.Arguments(camera, new("mjpeg", 1280, 720, 30), PixelFormat.Rgba32, 1, new Version(7, 1)));
        Assert.Contains("-fflags nobuffer -flags low_delay", args, StringComparison.Ordinal);
        Assert.Contains("-framerate 30 -video_size 1280x720 -i", args, StringComparison.Ordinal);
        Assert.Contains("-fps_mode passthrough", args, StringComparison.Ordinal);
        Assert.EndsWith("-pix_fmt rgba -f nut -flush_packets 1 pipe:1", args, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://host/x", "4.4", "-rtsp_transport tcp -stimeout 5000000 -i rtsp://host/x", "-vsync passthrough")]
    [InlineData("rtsp://host/x", "5.1", "-rtsp_transport tcp -timeout 5000000 -i rtsp://host/x",
        "-fps_mode passthrough")]
    [InlineData("http://host/x", "5.1", "-rw_timeout 5000000 -i http://host/x", "-autoscale 0")]
    [InlineData("lavfi:testsrc2", "5.1", "-f lavfi -i testsrc2,realtime", "-autoscale 0")]
    public void Streams_are_opened_as_the_version_of_ffmpeg_wants_it(string text, string version, params string[] parts)
    {
        string args = string.Join(' ',
            FfmpegInput.Arguments(Source.TryParse(text)!, null, PixelFormat.Rgba32, 1, Version.Parse(version)));
        Assert.All(parts, part => Assert.Contains(part, args, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers", "5.1")]
    [InlineData("ffmpeg version n7.0.2 Copyright", "7.0")]
    [InlineData("ffmpeg version 8.0 Copyright", "8.0")]
    [InlineData("ffmpeg version N-109468-gd39b34123d Copyright", "99.0")]
    [InlineData("", "99.0")]
    public void The_version_of_ffmpeg_is_read(string line, string version) =>
        Assert.Equal(Version.Parse(version), FfmpegTool.ParseVersion(line));

    [Theory]
    [InlineData("""{"streams":[{"avg_frame_rate":"30000/1001","duration":"10.01"}],"format":{"duration":"10.5"}}""",
        29.97, 300L)]
    [InlineData("""{"streams":[{"avg_frame_rate":"25/1","nb_frames":"77"}],"format":{"duration":"10.5"}}""", 25.0, 77L)]
    [InlineData("""{"streams":[{"avg_frame_rate":"0/0"}],"format":{}}""", null, null)]
    [InlineData("""{"streams":[],"format":{}}""", null, null)]
    [InlineData("""{}""", null, null)]
    public void Rate_and_length_of_a_video_are_what_ffprobe_knows(string json, double? rate, long? frames)
    {
        SourceInfo info = VideoProbe.Parse(json, 1);
        Assert.Equal((rate, frames), (info.Rate is { } r ? Math.Round(r, 2) : null, info.Frames));
        Assert.Equal(frames is null ? null : (frames + 9) / 10, VideoProbe.Parse(json, 10).Frames);
    }
}
