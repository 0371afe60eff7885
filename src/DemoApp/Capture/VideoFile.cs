using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// Writes a video through ffmpeg, in the format of its name's ending. It appears under its name once it is complete and
/// not before. The first frame gives its size; others are fitted in.
/// </summary>
internal sealed class VideoFile : IDisposable
{
    // At Ctrl+C the terminal tells ffmpeg to end too: it completes the file, takes no more frames, and says this.
    private const int Interrupted = 255;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _path;
    private readonly string _partial;
    private readonly FfmpegTool _tool;
    private readonly FrameBuffer _fitted = new();
    private FfmpegProcess? _process;
    private bool _complete;

    /// <summary>Takes the name; ffmpeg starts with the first frame.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public VideoFile(string path, FfmpegTool tool)
    {
        (_path, _partial, _tool) = (path, AtomicFile.PartialOf(path), tool);
        if (Path.GetExtension(path).Length < 2)
            throw new BadInputException($"--save-video {path}: the ending says the format, such as {path}.mp4 or .gif.");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="picture">The frame, which stays the caller's.</param>
    /// <param name="rate">
    /// Frames a second, of the first frame; null if they have no rate of their own: then each is shown when it is
    /// written.
    /// </param>
    /// <returns>
    /// False once it takes no more frames, since somebody has asked ffmpeg to end; then it is complete.
    /// </returns>
    /// <exception cref="IOException">The video cannot be written: no space, no rights, no such format.</exception>
    public bool Write(Picture picture, double? rate)
    {
        if (_process is null)
        {
            _process = FfmpegProcess.Start(_tool.Ffmpeg,
                VideoArguments.Of(picture.Width, picture.Height, rate, _partial, _tool.Version), FfmpegPipe.Input);
            _fitted.Resize(picture.Width, picture.Height, PixelFormat.Rgba32);
        }

        try
        {
            _process.Input.Write(Fit(picture));
            return true;
        }
        catch (IOException error)
        {
            return _process.WaitForExit(Patience) == Interrupted ? false : throw Broken(error);
        }
    }

    /// <summary>Ends the video and gives it its name. Without a frame there is none.</summary>
    /// <exception cref="IOException">The video cannot be written.</exception>
    public void Complete()
    {
        if (_process is null || _complete)
            return;
        try
        {
            _process.Input.Close();
        }
        catch (IOException)
        {
            // What it could not take shows in its exit code.
        }

        if (_process.WaitForExit(Patience) is not (0 or Interrupted) || !File.Exists(_partial))
            throw Broken(null);
        File.Move(_partial, _path, overwrite: true);
        _complete = true;
    }

    /// <summary>Throws away what is not complete.</summary>
    public void Dispose()
    {
        _process?.Dispose();
        if (_process is not null && !_complete)
            AtomicFile.Remove(_partial);
    }

    private ReadOnlySpan<byte> Fit(Picture picture)
    {
        if ((picture.Width, picture.Height) == (_fitted.Width, _fitted.Height))
            return picture.Rgba;
        // The whole picture in the middle, its edges drawn out.
        float scale = Math.Max((float)picture.Width / _fitted.Width, (float)picture.Height / _fitted.Height);
        float width = _fitted.Width * scale, height = _fitted.Height * scale;
        float x = (picture.Width - width) / 2, y = (picture.Height - height) / 2;
        PictureSampler.Draw(picture, new Box(x, y, x + width, y + height), _fitted);
        return _fitted.Pixels;
    }

    private IOException Broken(Exception? inner)
    {
        _process!.WaitForExit(Patience);
        string why = VideoArguments.Explain(_process.Complaints);
        return new IOException($"{_path} cannot be written: {why}", inner);
    }
}
