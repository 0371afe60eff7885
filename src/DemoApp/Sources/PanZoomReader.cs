using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>
/// Still pictures as a film without end: a camera moves slowly over each, and one fades into the next. What a frame
/// shows depends on its number alone. Frames are made as fast as they are asked for; their times are 1/30 s apart.
/// </summary>
internal sealed class PanZoomReader : IFrameReader
{
    /// <summary>Size of the frames.</summary>
    public const int Width = 640, Height = 480;

    /// <summary>Frames for each picture, and of these such in which it fades into the next.</summary>
    public const int FramesEach = 180, FadeFrames = 20;

    private const int FramesPerSecond = 30;
    private const float Zoom = 0.25f;

    private readonly Picture[] _pictures;
    private readonly int _stride;
    private long _index;
    private volatile bool _stopped;

    /// <summary>Takes the pictures, at least one, and every how manyth frame is wanted.</summary>
    public PanZoomReader(IEnumerable<Picture> pictures, int stride = 1)
    {
        (_pictures, _stride) = ([.. pictures], stride);
        ArgumentOutOfRangeException.ThrowIfZero(_pictures.Length, nameof(pictures));
        Info = new SourceInfo((double)FramesPerSecond / stride, null);
    }

    /// <inheritdoc/>
    public SourceInfo Info { get; }

    /// <inheritdoc/>
    public bool Read(FrameBuffer target)
    {
        if (_stopped)
            return false;
        target.Resize(Width, Height, PixelFormat.Rgba32);
        (int number, int frame) = ((int)(_index / FramesEach % _pictures.Length), (int)(_index % FramesEach));
        Draw(number, frame, target, 1);
        int fading = frame - (FramesEach - FadeFrames);
        if (fading >= 0)
            Draw((number + 1) % _pictures.Length, fading - FadeFrames, target, (fading + 1f) / (FadeFrames + 1));
        target.Stamp = new FrameStamp(_index, TimeSpan.FromSeconds((double)_index / FramesPerSecond), CaptureClock.Now);
        _index += _stride;
        return true;
    }

    /// <inheritdoc/>
    public void Stop() => _stopped = true;

    /// <inheritdoc/>
    public void Dispose() => _stopped = true;

    /// <summary>The part of a picture that a frame shows.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="frame">Frame of the picture; below 0 while it appears.</param>
    /// <param name="turn">Which way the camera goes.</param>
    public static Box Window(int width, int height, int frame, int turn)
    {
        // From the widest view to a part and back, around the upper middle, where faces are.
        float phase = MathF.Tau * (frame + FadeFrames) / (FramesEach + FadeFrames);
        float scale = 1 - (Zoom * 0.5f * (1 - MathF.Cos(phase)));
        float fit = Math.Min((float)width / Width, (float)height / Height);
        float w = Width * fit * scale, h = Height * fit * scale;
        float sway = MathF.Sin(phase) * (turn % 2 == 0 ? 1 : -1);
        float x = (width - w) * 0.5f * (1 + (0.9f * sway)), y = (height - h) * 0.25f * (1 + (0.8f * sway));
        return new Box(x, y, x + w, y + h);
    }

    private void Draw(int number, int frame, FrameBuffer target, float opacity)
    {
        Picture picture = _pictures[number];
        PictureSampler.Draw(picture, Window(picture.Width, picture.Height, frame, number), target, opacity);
    }
}
