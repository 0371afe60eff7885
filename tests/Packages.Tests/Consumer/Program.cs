using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

// Consumer MODEL.onnx PIXELS.rgba WIDTH HEIGHT: one line for each thing found.
byte[] pixels = File.ReadAllBytes(args[1]);
using var backend = new CpuBackend();
using var detector = new ObjectDetector(VisionModel.Load(args[0]), backend);
foreach (Detection found in detector.Process(new Frame(pixels, int.Parse(args[2]), int.Parse(args[3]), PixelFormat.Rgba32)))
    Console.WriteLine($"{detector.Card.LabelOf(found.ClassId)} {found.Score:F2} at {found.Box.X1:F0}, {found.Box.Y1:F0}");
