using Silk.NET.Input;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>An ordinary host of Silk.NET with a face detector in its loop.</summary>
internal static class Host
{
    /// <summary>Runs until the window is closed or so many frames are done; says what was seen.</summary>
    public static string Run(IWindow window, int frames, string? screenshot, string backendName)
    {
        window.Initialize();
        GL gl = window.CreateOpenGL();
        var scene = new Scene(gl, Picture.Load(gl, Shipped("astronaut.png")));
        using IBackend backend = CreateBackend(gl, backendName);
        using var detector = new ObjectDetector(VisionModel.Load(Shipped("tiny_face_detector.onnx")), backend);
        detector.Options = detector.Options with { Conf = 0.6f };
        var overlay = new BoxOverlay(gl, detector.GpuResults!);
        int frame = 0, framesWithFaces = 0;
        window.Render += _ =>
        {
            scene.Draw(frame / 60f);
            ReadOnlySpan<Detection> faces = detector.Process(scene.Drawn);
            framesWithFaces += faces.IsEmpty ? 0 : 1;

            (int width, int height) = (window.FramebufferSize.X, window.FramebufferSize.Y);
            scene.Show(width, height);
            overlay.Draw(Scene.Width, Scene.Height);
            if (++frame < frames)
                return;
            if (screenshot is not null)
                Picture.Save(gl, width, height, screenshot);
            window.Close();
        };
        window.CreateInput().Keyboards[0].KeyDown += (_, key, _) =>
        {
            if (key == Key.Escape)
                window.Close();
        };

        // Other than the plain Run, this one leaves the window: a detector on the GPU goes before its context.
        window.Run(() =>
        {
            window.DoEvents();
            window.DoUpdate();
            window.DoRender();
        });
        return $"{frame} frames, {framesWithFaces} with faces, on {backend.Description}";
    }

    // Works in the window's own context and takes its textures, on the CPU too.
    private static IBackend CreateBackend(GL gl, string name) => GpuBackends.CreateInContext(gl, out _, name switch
    {
        "gpu" => BackendType.GpuCompute,
        "cpu" => BackendType.Cpu,
        _ => BackendType.Auto,
    });

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "models", file);
}
