namespace VisionPlugin.DemoApp.Sources;

/// <summary>Reads a picture as a source of one frame.</summary>
internal sealed class PictureReader(string path) : IFrameReader
{
    private bool _done;

    /// <inheritdoc/>
    public SourceInfo Info { get; } = new(null, 1);

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The file cannot be read or is not a picture.</exception>
    public bool Read(FrameBuffer target)
    {
        if (_done)
            return false;
        Picture picture = Picture.Load(path);
        target.Set(picture.Frame, new FrameStamp(0, TimeSpan.Zero, CaptureClock.Now));
        _done = true;
        return true;
    }

    /// <inheritdoc/>
    public void Stop() => _done = true;

    /// <inheritdoc/>
    public void Dispose() => _done = true;
}
