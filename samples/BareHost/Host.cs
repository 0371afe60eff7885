using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.Samples.BareHost;

/// <summary>A loop such as any engine has: events, picture, detector, boxes, swap.</summary>
internal static class Host
{
    private const int View = 400;

    /// <summary>Runs until the window is closed or so many frames are done; says what was seen.</summary>
    public static string Run(int frames, string backendName, Version version)
    {
        using Image<Rgba32> image = Image.Load<Rgba32>(Shipped("astronaut.png"));
        byte[] pixels = new byte[4 * image.Width * image.Height];
        image.CopyPixelDataTo(pixels);

        using var window = new Glfw("Bare host", View, View, version);
        using var screen = new Screen(Glfw.GetProcAddress, pixels, image.Width, image.Height);
        using IBackend backend = CreateBackend(backendName);
        using var detector = new ObjectDetector(VisionModel.Load(Shipped("tiny_face_detector.onnx")), backend);
        int frame = 0, framesWithFaces = 0;
        for (; frame < frames && !window.IsClosing; frame++)
        {
            Glfw.PollEvents();
            // The camera pans over the picture.
            int left = (int)((image.Width - View) * (0.5 + (0.5 * Math.Sin(frame / 30.0))));
            var part = new PixelRect(left, 0, View, View);
            screen.Show(part, window.Width, window.Height);
            // What was drawn, before it is shown: the window's back buffer.
            ReadOnlySpan<Detection> faces = detector.Process(GpuFrame.Framebuffer(0, window.Width, window.Height));
            framesWithFaces += faces.IsEmpty ? 0 : 1;
            foreach (Detection face in faces)
                screen.DrawBox(face.Box);
            window.SwapBuffers();
        }

        return $"{frame} frames, {framesWithFaces} with faces, on {backend.Description}";
    }

    // All that the plugin needs of a host: a context that is current, and the addresses of its functions.
    private static IBackend CreateBackend(string name) =>
        GpuBackends.CreateInContext(Glfw.GetProcAddress, out _, name switch
        {
            "gpu" => BackendType.GpuCompute,
            "cpu" => BackendType.Cpu,
            _ => BackendType.Auto,
        });

    private static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "models", file);
}
