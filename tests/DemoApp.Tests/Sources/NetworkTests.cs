using System.Net;
using System.Net.Sockets;
using System.Text;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Sources;

/// <summary>Streams over the network of this machine, from servers that break off.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public NetworkTests() => _server.Start();

    private string Host => _server.LocalEndpoint.ToString()!;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void A_stream_that_breaks_off_is_connected_to_again()
    {
        byte[] video = File.ReadAllBytes(Ffmpeg.Pan(_folder, "stream.mjpeg.avi", 40, "64:48"));
        byte[] jpegs = Ffmpeg.Run("-i", _folder["stream.mjpeg.avi"], "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-f",
            "mpjpeg", "-boundary_tag", "next", "-");
        Assert.NotEmpty(video);
        int connections = 0;
        Serve("multipart/x-mixed-replace;boundary=next", jpegs, () => connections++);
        var states = new List<FeedState>();
        using FrameFeed feed = SourceOpener.OpenFeed(Source.TryParse($"http://{Host}/camera")!);
        feed.StateChanged += state =>
        {
            lock (states)
                states.Add(state);
        };
        // More frames than one connection brings.
        Assert.True(feed.Wait(60));
        Assert.True(connections >= 2);
        long seen = 0;
        Assert.True(feed.TryGetLatest(ref seen, out Frame frame, out _));
        Assert.Equal((64, 48), (frame.Width, frame.Height));
        lock (states)
            Assert.Contains(states, s =>
                s.Status == FeedStatus.Waiting
                && s.Message.StartsWith($"http://{Host}/camera ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void A_video_at_an_address_is_read_frame_by_frame()
    {
        byte[] video = File.ReadAllBytes(Ffmpeg.Pan(_folder, "clip.mkv", 7, "64:48"));
        Serve("video/x-matroska", video, () => { });
        Source source = Source.TryParse($"http://{Host}/clip.mkv?key=1")!;
        using IFrameReader reader = SourceOpener.Open(source, 1, _ => { });
        var buffer = new FrameBuffer();
        int frames = 0;
        while (reader.Read(buffer))
            frames++;
        Assert.Equal(7, frames);
    }

    [SkippableFact]
    public void Where_nobody_answers_or_nothing_is_the_address_is_named()
    {
        Ffmpeg.Require();
        string host = Host;
        _server.Stop();
        Vision.Bad(["detect", $"http://{host}/x", "--frames", "1"],
            $"http://{host}/x cannot be reached: the connection was refused.");
        Vision.Bad(["detect", $"rtsp://{host}/x", "--frames", "1"],
            $"rtsp://{host}/x cannot be reached: the connection was refused.");
    }

    // Sends all it has as fast as it is taken, and hangs up.
    private void Serve(string type, byte[] content, Action connected)
    {
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: {type}\r\n\r\n"),
        request = new byte[4096];
        var thread = new Thread(() =>
        {
            while (Accept() is { } client)
            {
                connected();
                try
                {
                    using NetworkStream stream = client.GetStream();
                    Assert.True(stream.Read(request) > 0);
                    stream.Write(head);
                    stream.Write(content);
                }
                catch (IOException)
                {
                    // ffprobe hangs up when it has seen enough.
                }
            }
        });
        thread.IsBackground = true;
        thread.Start();
    }

    // Null when the test has ended.
    private TcpClient? Accept()
    {
        try
        {
            return _server.AcceptTcpClient();
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            return null;
        }
    }
}
