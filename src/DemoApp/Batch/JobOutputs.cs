using VisionPlugin.DemoApp.Capture;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>The folders and the video that a command writes into.</summary>
internal sealed class JobOutputs : IDisposable
{
    private readonly SaveFolder? _pictures;
    private readonly SaveFolder? _labels;
    private readonly SaveFolder? _crops;
    private readonly VideoFile? _video;

    /// <summary>Makes the folders; null stands for what is not wanted.</summary>
    /// <exception cref="IOException">One cannot be made.</exception>
    /// <exception cref="BadInputException">ffmpeg, which writes videos, is missing.</exception>
    public JobOutputs(string? pictures, string? labels, string? crops, string? video)
    {
        _video = video is null ? null : new VideoFile(video, FfmpegTool.Require());
        _pictures = pictures is null ? null : new SaveFolder(pictures);
        _labels = labels is null ? null : new SaveFolder(labels);
        _crops = crops is null ? null : new SaveFolder(crops);
    }

    /// <summary>Names for the results of a source.</summary>
    public FrameFiles FilesOf(Source source) =>
        new(_pictures?.Reserve(source.Text), _labels?.Reserve(source.Text), _crops?.Reserve(source.Text));

    /// <summary>Draws and writes the frame where that is wanted.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="info">What is known of its source.</param>
    /// <param name="draw">Draws the results on its picture.</param>
    /// <returns>False if the video takes no more frames.</returns>
    public bool Write(JobFrame frame, SourceInfo info, Action<Picture> draw)
    {
        string? path = frame.PathIn(frame.Files.Pictures);
        VideoFile? video = frame.Source.IsMoving ? _video : null;
        if (path is null && video is null)
            return true;
        draw(frame.Picture);
        if (path is not null)
            frame.Picture.Save(path + ".png");
        return video?.Write(frame.Picture, frame.Source.IsLive ? null : info.Rate) ?? true;
    }

    /// <summary>Completes the video; without this it is thrown away.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete() => _video?.Complete();

    /// <summary>Removes what is not complete.</summary>
    public void Dispose() => _video?.Dispose();
}
