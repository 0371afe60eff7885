using Silk.NET.Input;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;
using VisionPlugin.Samples.SpinningCubes;

namespace VisionPlugin.Samples.FaceMask;

/// <summary>
/// A game's loop of 60 steps a second. Of each frame the detector gets a budget, 2 ms if nothing else is asked for, so that a face is found some frames after
/// it was drawn; the tracker says who it is and where it has moved to since.
/// </summary>
internal sealed class Game : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.0 / 60);

    private readonly IWindow _window;
    private readonly GL _gl;
    private readonly Scene _scene;
    private readonly Wardrobe _wardrobe;
    private readonly IBackend _backend;
    private readonly VisionHost _host;
    private readonly ObjectDetectorBehaviour _faces;
    private readonly ObjectTracker _tracker = new();
    private MaskStyle _style;
    private int _frame;

    public Game(IWindow window, string backend, MaskStyle style, TimeSpan budget)
    {
        (_window, _style, _host) = (window, style, new VisionHost(budget));
        window.Initialize();
        _gl = window.CreateOpenGL();
        _scene = new Scene(_gl, Picture.Load(_gl, Shipped("astronaut.png")));
        _wardrobe = new Wardrobe(_gl);
        _backend = GpuBackends.CreateInContext(_gl, out _, backend switch
        {
            "gpu" => BackendType.GpuCompute,
            "cpu" => BackendType.Cpu,
            _ => BackendType.Auto,
        });
        _host.Error += error => throw error.Exception;
        _faces = _host.Add(new ObjectDetectorBehaviour(ModelAsset.Load(Shipped("tiny_face_detector.onnx")), _backend));
        _faces.ResultsReady += found => _tracker.Process(found.Results, found.ResultsTime);
        // The loading screen, as it were.
        _faces.Prepare();
        window.CreateInput().Keyboards[0].KeyDown += (_, key, _) => Press(key);
    }

    /// <summary>Runs until the window is closed or so many frames are done.</summary>
    public void Run(int frames, string? screenshot)
    {
        _window.Render += _ =>
        {
            Draw(_frame * Step);
            if (++_frame < frames)
                return;
            if (screenshot is not null)
                Picture.Save(_gl, _window.FramebufferSize.X, _window.FramebufferSize.Y, screenshot);
            _window.Close();
        };

        // Other than the plain Run, this one leaves the window: what is on the GPU goes before its context.
        _window.Run(() =>
        {
            _window.DoEvents();
            _window.DoUpdate();
            _window.DoRender();
        });
    }

    /// <summary>What was seen.</summary>
    public override string ToString()
    {
        int[] ids = [.. _tracker.Tracks.ToArray().Select(t => t.Id)];
        return $"{_frame} frames, faces {string.Join(", ", ids)} with {_style}, found {_faces.ResultsCount} times, on {_backend.Description}";
    }

    public void Dispose()
    {
        _host.Dispose();
        _backend.Dispose();
        _window.Dispose();
    }

    private void Draw(TimeSpan now)
    {
        _scene.Draw((float)now.TotalSeconds);
        // Refused while an earlier frame is in work: then that one is enough.
        _faces.Process(_scene.Drawn, now);
        _host.Tick((float)Step.TotalSeconds);
        _scene.Show(_window.FramebufferSize.X, _window.FramebufferSize.Y);
        foreach (Track face in _tracker.Tracks)
            _wardrobe.Draw(_style, face.Id, face.BoxAt(now));
    }

    private void Press(Key key)
    {
        if (key == Key.Escape)
            _window.Close();
        else if (key == Key.Space)
            _style = (MaskStyle)(((int)_style + 1) % (int)(MaskStyle.Hero + 1));
        else if (key is >= Key.Number0 and <= Key.Number4)
            _style = (MaskStyle)(key - Key.Number0);
    }

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "models", file);
}
