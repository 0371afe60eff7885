using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Sources;

public sealed class FrameFeedTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly List<FeedState> _states = [];

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_source_that_is_killed_is_opened_again()
    {
        FfmpegTool tool = Ffmpeg.Require();
        FfmpegReader? last = null;
        using FrameFeed feed = Live(() => last = Open("lavfi:testsrc2=size=64x48:rate=30", tool));
        Assert.True(feed.Wait(5));
        int first = last!.ProcessId;
        System.Diagnostics.Process.GetProcessById(first).Kill();
        WaitFor(feed, FeedStatus.Waiting);
        WaitFor(feed, FeedStatus.Running, times: 2);
        Assert.NotEqual(first, last.ProcessId);
        Assert.True(feed.Wait(feed.Count + 3));
        Assert.Equal([FeedStatus.Running, FeedStatus.Waiting, FeedStatus.Running], Statuses());
        Assert.Contains("Trying again in 0.01 s.", _states[1].Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Busy_missing_and_unplugged_cameras_are_named_and_tried_again_until_they_are_there()
    {
        // Each start of the script is the next of its lives.
        FfmpegTool tool = Ffmpeg.Fake(_folder, $"""
            case "$*" in *list_formats*) exit 1;; esac
            echo x >> {_folder["starts"]}
            case $(wc -l < {_folder["starts"]}) in
              1) echo '/dev/video0: Device or resource busy' >&2; exit 1;;
              2) echo '[v4l2] Cannot open video device /dev/video0: No such file or directory' >&2; exit 1;;
              3) "$REAL" -loglevel error -f lavfi -i testsrc2=size=64x48:rate=30 -frames:v 3 -c:v rawvideo -pix_fmt rgba -f nut -
                 echo '[v4l2] ioctl(VIDIOC_DQBUF): No such device' >&2; exit 1;;
              *) exec "$REAL" -loglevel error -f lavfi -i testsrc2=size=64x48:rate=30,realtime -c:v rawvideo -pix_fmt rgba -f nut -;;
            esac
            """);
        using FrameFeed feed = Live(() => Open("camera:0", tool));
        WaitFor(feed, FeedStatus.Running, times: 2);
        Assert.True(feed.Wait(feed.Count + 2));
        Assert.Equal([FeedStatus.Waiting, FeedStatus.Waiting, FeedStatus.Running, FeedStatus.Waiting,
            FeedStatus.Running], Statuses());
        Assert.Contains("camera:0 is in use", _states[0].Message, StringComparison.Ordinal);
        Assert.Contains("camera:0 is not there", _states[1].Message, StringComparison.Ordinal);
        Assert.Contains("camera:0 was unplugged", _states[3].Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_camera_that_changes_its_size_is_opened_again_in_the_new_size()
    {
        string one = Ffmpeg.Pan(_folder, "a.mp4", 3), two = Ffmpeg.Pan(_folder, "b.mp4", 30, "200:100");
        _folder.Write("list.txt", System.Text.Encoding.UTF8.GetBytes($"file {one}\nfile {two}\n"));
        // The device changes its size amid the stream; opened again, it has the new one from the start.
        FfmpegTool tool = Ffmpeg.Fake(_folder, $"""
            case "$*" in *list_formats*) exit 1;; esac
            echo x >> {_folder["starts"]}
            case $(wc -l < {_folder["starts"]}) in
              1) in="-f concat -safe 0 -i {_folder["list.txt"]} -autoscale 0";;
              *) in="-stream_loop -1 -re -i {two}";;
            esac
            exec "$REAL" -loglevel error -nostdin $in -an -c:v rawvideo -pix_fmt rgba -f nut -
            """);
        using FrameFeed feed = Live(() => Open("camera:0", tool));
        WaitFor(feed, FeedStatus.Running, times: 2);
        Assert.Equal([(400, 300), (200, 100)], _states.Where(s => s.Status == FeedStatus.Running)
            .Select(s => (s.Width, s.Height)));
        Assert.Contains("changed its size", _states.Single(s => s.Status == FeedStatus.Waiting).Message,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_camera_that_sends_nothing_is_noticed()
    {
        FfmpegTool tool = Ffmpeg.Fake(_folder, "exec sleep 600");
        using FrameFeed feed = Live(() => Open("lavfi:x", tool), o => o with { Silence = TimeSpan.FromSeconds(0.2) });
        WaitFor(feed, FeedStatus.Waiting);
        Assert.Contains("sends nothing", _states[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_grow_up_to_a_limit()
    {
        var options = new FeedOptions { Name = "x", Open = () => throw new SourceException("x"), IsLive = true };
        Assert.Equal([0.5, 1, 2, 4, 8, 8, 8], Enumerable.Range(1, 7).Select(i => options.DelayAfter(i).TotalSeconds));
        Assert.Equal(8, options.DelayAfter(int.MaxValue).TotalSeconds);
    }

    [Fact]
    public void Attempts_end_where_they_are_limited_and_the_reason_stays()
    {
        int attempts = 0;
        using FrameFeed feed = Live(() =>
        {
            attempts++;
            throw new SourceException("x is broken.");
        }, o => o with { MaxAttempts = 3 });
        Assert.False(feed.Wait(0));
        Assert.Equal((3, FeedStatus.Failed, "x is broken."), (attempts, feed.State.Status, feed.State.Message));
    }

    [Fact]
    public void The_latest_frame_is_given_and_older_ones_are_dropped()
    {
        using var source = new CountingReader();
        using FrameFeed feed = Live(() => source);
        source.Allow(5);
        Assert.True(feed.Wait(4));
        long seen = 0;
        Assert.True(feed.TryGetLatest(ref seen, out Frame frame, out TimeSpan time));
        Assert.Equal((5, 4), (seen, (int)frame.Pixels[0]));
        Assert.Equal(TimeSpan.FromHours(4), time);
        Assert.False(feed.TryGetLatest(ref seen, out _, out _));
    }

    [Fact]
    public void A_file_plays_at_its_own_pace_stands_still_and_goes_on_by_steps()
    {
        using FrameFeed feed = File("x", () => new CountingReader(free: true));
        // The times of its frames are an hour apart: the first comes at once, no second one while this test looks.
        Assert.True(feed.Wait(0));
        feed.IsPaused = true;
        Assert.Equal(1, feed.Count);
        feed.Step();
        Assert.True(feed.Wait(1));
        Assert.Equal(2, feed.Count);
    }

    [Fact]
    public void What_has_ended_says_so()
    {
        using FrameFeed feed = File("coffee", () => new PictureReader(Samples.Coffee));
        Assert.True(feed.Wait(0));
        Assert.False(feed.Wait(1));
        Assert.Equal((FeedStatus.Ended, "coffee has ended."), (feed.State.Status, feed.State.Message));
        long seen = 0;
        Assert.True(feed.TryGetLatest(ref seen, out Frame frame, out _));
        Assert.Equal((600, 400), (frame.Width, frame.Height));
    }

    private static FfmpegReader Open(string text, FfmpegTool tool) =>
        new(Source.TryParse(text)!, PixelFormat.Rgba32, 1, tool);

    private static FrameFeed File(string name, Func<IFrameReader> open) =>
        new(new FeedOptions { Name = name, Open = open, IsLive = false });

    private FrameFeed Live(Func<IFrameReader> open, Func<FeedOptions, FeedOptions>? change = null)
    {
        // No state may pass before the test listens.
        var ready = new ManualResetEventSlim();
        var options = new FeedOptions
        {
            Name = "x",
            Open = () =>
            {
                ready.Wait();
                return open();
            },
            IsLive = true,
            FirstDelay = TimeSpan.FromSeconds(0.01),
        };
        var feed = new FrameFeed(change?.Invoke(options) ?? options);
        feed.StateChanged += state =>
        {
            lock (_states)
            {
                _states.Add(state);
                Monitor.PulseAll(_states);
            }
        };
        ready.Set();
        return feed;
    }

    private FeedStatus[] Statuses()
    {
        lock (_states)
            return [.. _states.Select(s => s.Status)];
    }

    private void WaitFor(FrameFeed feed, FeedStatus status, int times = 1)
    {
        lock (_states)
        {
            while (_states.Count(s => s.Status == status) < times)
                Assert.True(Monitor.Wait(_states, Long), $"{feed.State}; so far {string.Join(", ", _states)}");
        }
    }
}
