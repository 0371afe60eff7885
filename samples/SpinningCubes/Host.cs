using Silk.NET.Input;
using Silk.NET.OpenGL;
using Silk.NET.Windowing;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

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
        var overlay = new BoxOverlay(gl);
        using IBackend backend = CreateBackend(gl, backendName);
        using var detector = new ObjectDetector(VisionModel.Load(Shipped("tiny_face_detector.onnx")), backend);
        detector.Options = detector.Options with { Conf = 0.6f };
        int frame = 0, framesWithFaces = 0;
        window.Render += _ =>
        {
            scene.Draw(frame / 60f);
            ReadOnlySpan<Detection> faces =
                detector.Process(new Frame(scene.Read(), Scene.Width, Scene.Height, Frames.PixelFormat.Rgba32));
            framesWithFaces += faces.IsEmpty ? 0 : 1;

            (int width, int height) = (window.FramebufferSize.X, window.FramebufferSize.Y);
            scene.Show(width, height);
            overlay.Draw(faces, Scene.Width, Scene.Height);
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

    // The detector works in the window's own context. A software driver is slower than the plugin's CPU backend.
    private static IBackend CreateBackend(GL gl, string name) =>
        name == "gpu" || (name == "auto" && !GlDeviceInfo.Read(gl).IsSoftware) ? new GpuBackend(gl) : new CpuBackend();

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "models", file);
}
