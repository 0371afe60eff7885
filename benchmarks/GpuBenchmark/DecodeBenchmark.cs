using VisionPlugin.Cards;
using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>Times a detector's decoding on the GPU against reading its outputs back and decoding on the CPU.</summary>
internal static class DecodeBenchmark
{
    /// <summary>Runs the network once on a picture of noise in grey, then decodes its outputs both ways.</summary>
    public static void Run(string path, int runs, GlProfile profile)
    {
        VisionModel model = VisionModel.Load(path);
        var decoder = (DetectionDecoder)model.Card.Decoder;
        DetectionOptions options = model.Card.Options;
        using GpuBackend backend = GpuBackend.CreateHeadless(profile);
        using var worker = new Worker(model.Model, backend);
        byte[] pixels = new byte[640 * 480];
        new Random(1).NextBytes(pixels);
        Tensor<float> input = new(model.Card.Input.Shape);
        FrameTransform transform = new FrameToTensor(model.Card.Input).Convert(
            new Frame(pixels, 640, 480, PixelFormat.Gray8), input);
        worker.Schedule(input);
        string[] names = decoder.Outputs.IsEmpty
            ? [.. model.Model.Outputs[..decoder.OutputCount]] : [.. decoder.Outputs];
        Tensor[] outputs = [.. names.Select(name => worker.PeekOutput(name))];
        Tensor<float>[] onHost = [.. outputs.Select(o => new Tensor<float>(o.Shape))];
        using IGpuDetectionDecoder gpu = backend.CreateGpuDetectionDecoder(
            decoder, outputs, model.Card.Input.Width, model.Card.Input.Height);
        var candidates = new CandidateList();
        var kept = new Detection[options.MaxDet];
        int found = 0;

        void OnGpu()
        {
            gpu.Decode(outputs, transform, options);
            found = gpu.Read(kept);
        }

        void OnCpu()
        {
            foreach (Tensor output in outputs)
                output.ReadbackRequest();
            for (int i = 0; i < outputs.Length; i++)
                outputs[i].CopyTo(onHost[i].AsBytes());
            candidates.Clear();
            decoder.Decode(onHost, model.Card.Input.Width, model.Card.Input.Height, options.Conf, candidates);
            found = NonMaxSuppression.Run(candidates, options.Iou, options.ClassAgnostic, kept);
        }

        foreach (float conf in (float[])[options.Conf, 0.02f])
        {
            options = options with { Conf = conf };
            Timing onGpu = Timing.Of(OnGpu, runs), onCpu = Timing.Of(OnCpu, runs);
            using var timer = new GpuTimer(backend.Device);
            var times = new double[runs];
            foreach (ref double time in times.AsSpan())
            {
                timer.Begin();
                gpu.Decode(outputs, transform, options);
                timer.End();
                backend.Device.Gl.Finish();
                timer.TryRead(out time);
            }

            Console.WriteLine($"{Path.GetFileName(path)}: conf {conf}, {found} found, median ms: on the GPU with its results read "
                + $"{onGpu.Median:F2} (timer {Timing.From(times).Median:F2}), outputs read and decoded by the CPU {onCpu.Median:F2}");
        }
    }
}
