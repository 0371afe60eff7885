using System.Globalization;
using System.Text.Json;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Batch;

/// <summary>Commands over a video in which a face moves to the left by two pixels a frame.</summary>
public sealed class VideoTests : IDisposable
{
    private const int Frames = 12;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Objects_are_found_in_every_frame_where_they_are_and_keep_their_number()
    {
        Vision run = Detect("--track", "--then", "face_expression");
        Assert.Equal(Frames, run.Json.Count);
        for (int i = 0; i < Frames; i++)
        {
            JsonElement frame = run.Json[i];
            Assert.Equal(["source", "frame", "time", "width", "height", "model", "backend", "ms", "detections"],
                frame.EnumerateObject().Select(p => p.Name));
            Assert.Equal((i, i / 25.0), (frame.GetProperty("frame").GetInt32(), frame.GetProperty("time").GetDouble()));
            JsonElement face = Assert.Single(frame.GetProperty("detections").EnumerateArray());
            double[] box = [.. face.GetProperty("box").EnumerateArray().Select(e => e.GetDouble())];
            // In the picture, seen by eye, the face's middle is at about 222, 130.
            Assert.InRange((box[0] + box[2]) / 2, 205 - (2 * i), 240 - (2 * i));
            Assert.InRange((box[1] + box[3]) / 2, 115, 150);
            Assert.Equal("happy", face.GetProperty("then").GetProperty("class").GetString());
            // A number comes with the third frame.
            Assert.Equal(i >= 2, face.TryGetProperty("id", out JsonElement id));
            Assert.True(i < 2 || id.GetInt32() == 1);
        }
    }

    [SkippableFact]
    public void Frames_and_stride_limit_what_is_looked_at()
    {
        Assert.Equal([0, 5, 10], Detect("--vid-stride", "5").Json.Select(f => f.GetProperty("frame").GetInt32()));
        Assert.Equal([0, 2], Detect("--vid-stride", "2", "--frames", "2")
            .Json.Select(f => f.GetProperty("frame").GetInt32()));
    }

    [SkippableFact]
    public void The_results_become_a_video_of_the_same_frames()
    {
        Detect("--track", "--save-video", _folder["new/out.mp4"]);
        Assert.Equal(["out.mp4"], Directory.GetFiles(_folder["new"]).Select(f => Path.GetFileName(f)!));
        using FfmpegReader before = Open(_folder["pan.mp4"]), after = Open(_folder["new/out.mp4"]);
        Assert.Equal((25.0, (long)Frames), (after.Info.Rate, after.Info.Frames));
        FrameBuffer a = new(), b = new();
        for (int i = 0; i < Frames; i++)
        {
            Assert.True(before.Read(a) && after.Read(b));
            Assert.Equal((a.Width, a.Height, a.Stamp.Time), (b.Width, b.Height, b.Stamp.Time));
            // The box and its label are somewhere, and most of the frame is as it was.
            int changed = Enumerable.Range(0, a.Pixels.Length / 4)
                .Count(p => Math.Abs(a.Pixels[4 * p] - b.Pixels[4 * p]) > 60);
            Assert.InRange(changed, 300, a.Pixels.Length / 4 / 8);
        }

        Assert.False(after.Read(b));
    }

    [SkippableFact]
    public void Label_files_hold_the_boxes_as_parts_of_the_size()
    {
        Vision run = Detect("--save-txt", _folder["labels"], "--save-conf", "--frames", "3");
        Assert.Equal(["pan_000000.txt", "pan_000001.txt", "pan_000002.txt"], Names("labels"));
        string line = Assert.Single(File.ReadAllLines(_folder["labels/pan_000002.txt"]));
        double[] numbers = [.. line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        JsonElement face = run.Json[2].GetProperty("detections")[0];
        double[] box = [.. face.GetProperty("box").EnumerateArray().Select(e => e.GetDouble())];
        double[] expected = [0, (box[0] + box[2]) / 800, (box[1] + box[3]) / 600, (box[2] - box[0]) / 400,
            (box[3] - box[1]) / 300,
            face.GetProperty("score").GetDouble()];
        Assert.Equal(expected.Length, numbers.Length);
        Assert.All(expected.Zip(numbers), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Vision.Good("detect", Samples.Coffee, "--model", "tiny_face_detector", "--save-txt", _folder["none"]);
        Assert.Equal("", File.ReadAllText(_folder["none/coffee.txt"]));
    }

    [SkippableFact]
    public void Objects_are_cut_out_by_class_and_frames_are_saved()
    {
        Vision run = Detect("--save-crop", _folder["crops"], "--save", _folder["frames"], "--frames", "2");
        Assert.Equal(["pan_000000.png", "pan_000001.png"], Names("crops/face"));
        Assert.Equal(["pan_000000.png", "pan_000001.png"], Names("frames"));
        Picture crop = Picture.Load(_folder["crops/face/pan_000001.png"]),
        frame = Picture.Load(_folder["frames/pan_000001.png"]);
        int[] box = [.. run.Json[1].GetProperty("detections")[0].GetProperty("box").EnumerateArray()
            .Select(e => (int)e.GetDouble())];
        Assert.Equal((box[2] - box[0], box[3] - box[1]), (crop.Width, crop.Height));
        Assert.Equal((400, 300), (frame.Width, frame.Height));
        // What is cut out is the frame itself, without what is drawn.
        Picture same = frame.Cut(new PixelRect(box[0] + 30, box[1] + 40, 8, 8));
        Assert.Equal(same.Rgba, crop.Cut(new PixelRect(30, 40, 8, 8)).Rgba);
    }

    [SkippableTheory]
    [InlineData("classify", "top")]
    [InlineData("segment", "classes")]
    public void The_other_commands_take_videos_too(string command, string property)
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 4);
        Vision run = Vision.Good(command, video, "--json", "--save", _folder["frames"], "--save-video",
            _folder["out.mkv"]);
        Assert.Equal([0, 1, 2, 3], run.Json.Select(f => f.GetProperty("frame").GetInt32()));
        Assert.All(run.Json, f => Assert.NotEmpty(f.GetProperty(property).EnumerateArray()));
        Assert.Equal(command == "segment" ? 8 : 4, Names("frames").Length);
        using FfmpegReader reader = Open(_folder["out.mkv"]);
        var buffer = new FrameBuffer();
        int frames = 0;
        while (reader.Read(buffer))
            frames++;
        Assert.Equal(4, frames);
    }

    [SkippableFact]
    public void People_get_a_line_a_frame_and_how_far_it_is()
    {
        string video = Ffmpeg.Pan(_folder, "pan.mp4", 4);
        using StringWriter output = new(), error = new();
        int code = DemoApp.Commands.VisionCommand.Run(["detect", video, "--model", "tiny_face_detector", "--track"],
            new Terminal(output, error, IsOutWatched: true, IsErrorWatched: true));
        Assert.Equal(0, code);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith($"{video} #3 0:00.12: 1 face #1; ", lines[3], StringComparison.Ordinal);
        Assert.Contains("] 3/4 ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(" left ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r", error.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Live_sources_and_moving_pictures_run_for_the_frames_that_are_asked_for()
    {
        Ffmpeg.Require();
        Vision live = Vision.Good("detect", "lavfi:testsrc2=size=160x120:rate=30", "--model", "tiny_face_detector",
            "--frames", "4", "--json",
            "--save-video", _folder["live.mp4"]);
        Assert.Equal(4, live.Json.Count);
        Assert.Equal((160, 120),
            (live.Json[0].GetProperty("width").GetInt32(), live.Json[0].GetProperty("height").GetInt32()));
        double[] times = [.. live.Json.Select(f => f.GetProperty("time").GetDouble())];
        Assert.Equal(times.Order(), times);
        Assert.Equal(0, times[0]);
        using FfmpegReader video = Open(_folder["live.mp4"]);
        Assert.True(video.Read(new FrameBuffer()));
        Vision still = Vision.Good("detect", "pictures", "--model", "tiny_face_detector", "--frames", "3",
            "--vid-stride", "10", "--json");
        Assert.Equal([0, 10, 20], still.Json.Select(f => f.GetProperty("frame").GetInt32()));
    }

    [SkippableFact]
    public void Videos_of_several_sizes_become_one()
    {
        // An odd size is filled up, since most players want even ones.
        Ffmpeg.Pan(_folder, "a.avi", 2, "200:101");
        Ffmpeg.Pan(_folder, "b.avi", 2, "100:300");
        Vision.Good("detect", _folder["?.avi"], "--model", "tiny_face_detector", "--json", "--save-video",
            _folder["both.mp4"]);
        using FfmpegReader reader = Open(_folder["both.mp4"]);
        var buffer = new FrameBuffer();
        int frames = 0;
        for (; reader.Read(buffer); frames++)
            Assert.Equal((200, 102), (buffer.Width, buffer.Height));
        Assert.Equal(4, frames);
    }

    private Vision Detect(params string[] more) => Vision.Good(
        ["detect", Ffmpeg.Pan(_folder, "pan.mp4", Frames), "--model", "tiny_face_detector", "--json", "--backend",
            "cpu", .. more]);

    private static FfmpegReader Open(string video) =>
        new(Source.OfFile(video), PixelFormat.Rgba32, 1, Ffmpeg.Require());

    private string[] Names(string folder) =>
        [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
