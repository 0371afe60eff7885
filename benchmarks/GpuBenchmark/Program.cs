using System.CommandLine;
using VisionPlugin.Benchmarks;
using VisionPlugin.ComputeShaders.Device;

var file = new Argument<FileInfo>("model") { Description = "An ONNX file." };
var runs = new Option<int>("--runs") { Description = "Timed runs.", DefaultValueFactory = _ => 30 };
var es = new Option<bool>("--es") { Description = "OpenGL ES instead of desktop OpenGL." };
var steps = new Option<bool>("--steps") { Description = "Lists the time of every step." };
var decode = new Option<bool>("--decode") { Description = "Times a detector's decoding instead; it needs its card." };
var root = new RootCommand("Times the GPU backend on a model: milliseconds and GFLOP/s.") { file, runs, es, steps, decode };
root.SetAction(result =>
{
    string path = result.GetValue(file)!.FullName;
    GlProfile profile = result.GetValue(es) ? GlProfile.Es : GlProfile.Auto;
    if (result.GetValue(decode))
        DecodeBenchmark.Run(path, result.GetValue(runs), profile);
    else
        ModelBenchmark.Run(path, result.GetValue(runs), profile, result.GetValue(steps));
});
return root.Parse(args).Invoke();
