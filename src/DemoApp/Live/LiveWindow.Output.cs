using System.Globalization;
using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live;

// Screenshots and recordings.
internal sealed partial class LiveWindow
{
    /// <summary>Writes what the window shows to a file in the current folder.</summary>
    public void SaveScreenshot()
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"vision-{DateTime.Now:yyyyMMdd-HHmmss-fff}.png");
        Draw();
        if (TrySave(path))
            Messages.Say($"Saved {path}");
    }

    /// <summary>Begins a recording, or completes it.</summary>
    public void ToggleRecording()
    {
        if (Recorder is null)
            StartRecording(string.Create(CultureInfo.InvariantCulture, $"vision-{DateTime.Now:yyyyMMdd-HHmmss}.mp4"),
                rate: null);
        else
            EndRecording();
    }

    private void StartRecording(string path, double? rate)
    {
        try
        {
            Recorder = new Recorder(path, rate);
            if (rate is null)
                Messages.Say($"Recording {path}");
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            Messages.Fail(error.Message);
        }
    }

    private void EndRecording()
    {
        if (Recorder is not { } recorder)
            return;
        Recorder = null;
        recorder.Dispose();
        if (recorder.Error is { } error)
            Messages.Fail(error.Message);
        else
            Messages.Say($"Saved {recorder.Path}");
    }

    private void Record()
    {
        if (Recorder is { Error: not null })
            EndRecording();
        bool isWaiting = _options.IsOffline && Session.FrameNumber == 0;
        if (Recorder is null || isWaiting || (_options.Frames is null && CaptureClock.Now - _lastRecorded < ShortestRecorded))
            return;
        _lastRecorded = CaptureClock.Now;
        Recorder.Add(_stage.Size.Width, _stage.Size.Height, Read);
    }

    // Read before the buffers are swapped, after which the old one is undefined.
    private bool TrySave(string path)
    {
        (int width, int height) = _stage.Size;
        byte[] rgba = new byte[4 * width * height];
        Read(rgba);
        try
        {
            new Picture(width, height, rgba).Save(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Messages.Fail($"{path} cannot be written: {error.Message}");
            return false;
        }
    }

    // Top row first, which is OpenGL's last.
    private void Read(byte[] rgba)
    {
        (int width, int height) = _stage.Size;
        _gl.ReadPixels(0, 0, (uint)width, (uint)height, Silk.NET.OpenGL.PixelFormat.Rgba, PixelType.UnsignedByte,
            rgba.AsSpan());
        int row = 4 * width;
        if (_row.Length < row)
            _row = new byte[row];
        for (int top = 0, bottom = height - 1; top < bottom; top++, bottom--)
        {
            Span<byte> upper = rgba.AsSpan(top * row, row), lower = rgba.AsSpan(bottom * row, row),
                kept = _row.AsSpan(0, row);
            upper.CopyTo(kept);
            lower.CopyTo(upper);
            kept.CopyTo(lower);
        }
    }
}
