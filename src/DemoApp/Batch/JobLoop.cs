using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>Takes every frame of every source through a task.</summary>
internal sealed class JobLoop<T>(T task, JobResults<T> results, JobOutputs outputs, Terminal terminal)
    where T : IFrameTask
{
    private readonly FrameBuffer _buffer = new();
    private Picture? _picture;
    private volatile IFrameReader? _reader;
    private bool _ended;

    /// <summary>Largest number of frames of a moving source.</summary>
    public required int Frames { get; init; }

    /// <summary>Every how manyth frame of a moving source is looked at.</summary>
    public required int Stride { get; init; }

    /// <summary>
    /// Runs until the last source has ended or the user wants it to end; what was written is then complete.
    /// </summary>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<Source> sources)
    {
        using var interruption = new Interruption(() => _reader?.Stop());
        using var progress = new ProgressLine(terminal);
        bool failed = false;
        for (int i = 0; i < sources.Count && !_ended && !interruption.IsRequested; i++)
        {
            try
            {
                RunOne(sources[i], new SourcePlace(i, sources.Count), progress, interruption);
            }
            catch (SourceException) when (interruption.IsRequested)
            {
                // Ctrl+C ends ffmpeg too, which is no failure.
            }
            catch (Exception error) when (error is SourceException || (error is BadInputException && sources.Count > 1))
            {
                progress.Clear();
                terminal.Note(error.Message);
                failed = true;
            }
        }

        progress.Clear();
        results.Complete();
        outputs.Complete();
        return failed ? ExitCode.BadInput : ExitCode.Success;
    }

    private void RunOne(Source source, SourcePlace place, ProgressLine progress, Interruption interruption)
    {
        if (!source.IsMoving)
            progress.Show(place.Index, place.Count, source.Text);
        using IFrameReader reader = SourceOpener.Open(source, Stride, message =>
        {
            if (!interruption.IsRequested)
                terminal.Note(message);
        });
        _reader = reader;
        FrameFiles files = outputs.FilesOf(source);
        task.Begin();
        int frames = source.IsMoving ? Frames : 1;
        long? total = reader.Info.Frames is { } known ? Math.Min(known, frames) : frames < int.MaxValue ? frames : null;
        for (int i = 0; i < frames && !_ended && !interruption.IsRequested && reader.Read(_buffer); i++)
        {
            // The picture is the buffer under another name, made anew when the size changes.
            if (_picture is null || _picture.Rgba != _buffer.Pixels || _picture.Width != _buffer.Width)
                _picture = new Picture(_buffer.Width, _buffer.Height, _buffer.Pixels);
            var frame = new JobFrame(source, _buffer.Stamp, _picture, files);
            task.Process(frame);
            task.Save(frame);
            progress.Clear();
            results.Show(frame);
            _ended |= !outputs.Write(frame, reader.Info, task.Draw);
            if (source.IsMoving)
                progress.Show(i + 1, total, source.Text);
        }
    }

    private readonly record struct SourcePlace(int Index, int Count);
}
