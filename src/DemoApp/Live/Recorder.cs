using System.Collections.Concurrent;
using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live;

/// <summary>
/// Writes what the window shows to a video or a GIF, on a thread of its own. Where that cannot keep up, frames are left
/// out, unless every one is wanted.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private const int Buffers = 4;

    private readonly BlockingCollection<Picture> _free = [];
    private readonly BlockingCollection<Picture> _filled = [];
    private readonly VideoFile _file;
    private readonly Thread _thread;
    private readonly double? _rate;
    private volatile Exception? _error;

    /// <summary>Begins a recording.</summary>
    /// <param name="path">The file; its ending says the format.</param>
    /// <param name="rate">
    /// Frames a second, all of which are written; null to write those there is time for when they come.
    /// </param>
    /// <exception cref="BadInputException">There is no ffmpeg.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public Recorder(string path, double? rate)
    {
        (Path, _rate) = (path, rate);
        _file = new VideoFile(path, FfmpegTool.Require());
        for (int i = 0; i < Buffers; i++)
            _free.Add(new Picture(0, 0, []));
        _thread = new Thread(Run) { IsBackground = true, Name = "recording" };
        _thread.Start();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of frames given to it.</summary>
    public int Count { get; private set; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public Exception? Error => _error;

    /// <summary>Records a frame.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="read">Writes red, green, blue and alpha of each pixel, top row first.</param>
    public void Add(int width, int height, Action<byte[]> read)
    {
        if (_error is not null || !_free.TryTake(out Picture? picture, _rate is null ? 0 : Timeout.Infinite))
            return;
        if ((picture.Width, picture.Height) != (width, height))
            picture = new Picture(width, height, new byte[4 * width * height]);
        read(picture.Rgba);
        _filled.Add(picture);
        Count++;
    }

    /// <summary>Completes the file.</summary>
    public void Dispose()
    {
        _filled.CompleteAdding();
        _thread.Join();
        _file.Dispose();
        _free.Dispose();
        _filled.Dispose();
    }

    private void Run()
    {
        try
        {
            foreach (Picture picture in _filled.GetConsumingEnumerable())
            {
                _file.Write(picture, _rate);
                _free.Add(picture);
            }

            _file.Complete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _error = error;
            // Whoever waits for a buffer must not wait for ever.
            foreach (Picture picture in _filled.GetConsumingEnumerable())
                _free.Add(picture);
        }
    }
}
