using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Batch;

public sealed class BrokenOutputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_full_disk_is_named_and_nothing_is_left_behind()
    {
        // It writes a little, like the real one, before it finds no more space.
        FfmpegTool tool = Ffmpeg.Fake(_folder, """
            for last; do :; done
            echo half > "${last#file:}"
            head -c 1000 > /dev/null
            echo 'av_interleaved_write_frame(): No space left on device' >&2
            exit 1
            """);
        string path = _folder.Write("out/video.mp4", "an older video"u8.ToArray());
        using (var video = new VideoFile(path, tool))
        {
            var picture = new Picture(320, 240, new byte[4 * 320 * 240]);
            IOException error = Assert.Throws<IOException>(() =>
            {
                for (int i = 0; i < 1000; i++)
                    video.Write(picture, 25);
            });
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("No space left on device.", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal([path], Directory.GetFiles(_folder["out"]));
        Assert.Equal("an older video", File.ReadAllText(path));
    }

    [SkippableFact]
    public void A_disk_that_is_full_only_at_the_end_is_noticed_too()
    {
        FfmpegTool tool = Ffmpeg.Fake(_folder,
            "cat > /dev/null; echo 'Error writing trailer: No space left on device' >&2; exit 1");
        using var video = new VideoFile(_folder["video.mp4"], tool);
        video.Write(new Picture(4, 4, new byte[64]), 25);
        Assert.Contains("No space left", Assert.Throws<IOException>(video.Complete).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_video_that_is_not_completed_is_thrown_away()
    {
        FfmpegTool tool = Ffmpeg.Require();
        using (var video = new VideoFile(_folder["video.mp4"], tool))
        {
            for (int i = 0; i < 5; i++)
                video.Write(new Picture(64, 48, new byte[4 * 64 * 48]), 25);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
        using (var none = new VideoFile(_folder["none.mp4"], tool))
            none.Complete();
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [SkippableFact]
    public void Outputs_that_cannot_be_are_refused()
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 2), file = _folder.Write("file", [1]);
        string[] detect = ["detect", video, "--model", "tiny_face_detector"];
        Vision.Bad([.. detect, "--save-video", _folder["noending"]], "noending", ".mp4");
        Vision.Bad([.. detect, "--save-video", _folder["file/out.mp4"]], "file");
        Vision.Bad([.. detect, "--save-txt", file], "file");
        Vision.Bad(["detect", Samples.Coffee, "--save-video", _folder["out.mp4"]], "--save-video is for videos");
        Vision.Bad(["detect", Samples.Coffee, "--track"], "--track is for videos");
        Vision.Bad(["classify", Samples.Coffee, "--vid-stride", "2"], "--vid-stride is for videos");
        Vision.Bad([.. detect, "--save-conf"], "--save-txt");
        Vision unknown = Vision.Run([.. detect, "--save-video", _folder["out.xyz"], "--json"]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("out.xyz cannot be written", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(["file", "pan.mp4"], Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)!).Order());
    }

    [SkippableFact]
    public void Sources_that_break_are_named_and_others_go_on()
    {
        Ffmpeg.Pan(_folder, "a.mp4", 2);
        _folder.Write("b.mp4", "no video"u8.ToArray());
        Ffmpeg.Pan(_folder, "c.mp4", 2);
        Vision run = Vision.Run("detect", _folder.Path, "--model", "tiny_face_detector", "--json");
        Assert.Equal((2, 4), (run.ExitCode, run.Json.Count));
        Assert.Contains("b.mp4 is a damaged video", run.Error, StringComparison.Ordinal);
        Vision.Bad(["detect", "camera:97", "--frames", "1"], "camera:97 is not there", "vision cameras");
        Vision.Bad(["detect", "synthetic"], "vision demo --source synthetic");
    }

    [Fact]
    public void A_file_that_cannot_be_finished_leaves_what_was_there()
    {
        string path = _folder.Write("x.txt", "old"u8.ToArray());
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, partial =>
        {
            File.WriteAllText(partial, "ne");
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        AtomicFile.Write(path, partial => File.WriteAllText(partial, "new"));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Theory]
    [InlineData(0, 10L, 0, 0, "[..............................] 0/10")]
    [InlineData(5, 10L, 5, 10, "[###############...............] 5/10 0.5/s, 0:10 left")]
    [InlineData(12, 10L, 12, 1, "[##############################] 12/10 12.0/s, 0:00 left")]
    [InlineData(30, null, 30, 1, "30 frames 30.0/s")]
    [InlineData(1, 100_000L, 1, 10, "[..............................] 1/100000 0.1/s, 16666:30 left")]
    public void Progress_says_how_fast_and_how_long(long done, long? total, long since, int seconds, string line) =>
        Assert.Equal(line, ProgressLine.Describe(done, total, since, TimeSpan.FromSeconds(seconds)));
}
